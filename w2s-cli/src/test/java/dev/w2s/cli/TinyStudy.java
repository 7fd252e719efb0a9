package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A study that runs in seconds and downloads nothing: a model, a task with its data, and a study
/// file, all in one folder.
final class TinyStudy {
  private final Path folder;

  private TinyStudy(Path folder) {
    this.folder = folder;
  }

  /// Makes the model, the task `mood.yaml` and its 400 rows.
  static TinyStudy in(Path folder) throws IOException {
    TinyModel.write(folder.resolve("model"), 7);
    Files.write(folder.resolve("train.jsonl"), rows(400));
    Files.writeString(folder.resolve("mood.yaml"), task("[bad, good]"));
    return new TinyStudy(folder);
  }

  Path folder() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /// Writes a study file: two seeds, two methods, with more lines that may replace those.
  Path study(String name, String... lines) throws IOException {
    List<String> text = new ArrayList<>(List.of("study: " + name));
    addUnlessSaid(text, "task: mood.yaml", lines);
    addUnlessSaid(text, "rows: {train: 120, validation: 0, test: 60}", lines);
    addUnlessSaid(
        text,
        "models: {weak: {model: 'file:model', layers: 1, epochs: 1}, strong: 'file:model'}",
        lines);
    addUnlessSaid(text, "training: {epochs: 8, batch: 8, learning-rate: 3e-3}", lines);
    addUnlessSaid(text, "seeds: 2", lines);
    text.addAll(List.of(lines));
    return Files.write(folder.resolve(name + ".yaml"), text);
  }

  /// Runs a study to its end, on the store beside it.
  ///
  /// @param out the folder of its report
  /// @return what it printed
  String run(Path study, String out) {
    Program.Ended ended =
        Program.run("run", study, "--store", file("store"), "--out", file(out), "--threads", 1);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).as(ended.out()).isZero();
    return ended.out();
  }

  /// The results of such a run.
  JsonNode results(String out) {
    return JsonMapper.shared().readTree(file(out).resolve("results.json"));
  }

  private static void addUnlessSaid(List<String> text, String line, String... lines) {
    String key = line.substring(0, line.indexOf(':') + 1);
    if (List.of(lines).stream().noneMatch(other -> other.startsWith(key))) {
      text.add(line);
    }
  }

  /// The text of a task file.
  static String task(String classes) {
    return """
    task: mood
    classes: %s
    train: train.jsonl
    text: "{text}"
    label: mood
    id: id
    """
        .formatted(classes);
  }

  /// Rows in which most of the words that have a mood have that of the row.
  static List<String> rows(int count) {
    Random random = new Random(11);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean good = i % 2 == 0;
      rows.add(
          "{\"id\": \"row-%d\", \"text\": \"%s\", \"mood\": \"%s\"}"
              .formatted(i, sentence(good, random), good ? "good" : "bad"));
    }
    return rows;
  }

  private static String sentence(boolean good, Random random) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 3 + random.nextInt(6); i++) {
      words.add(drawn(TinyModel.OTHER, random));
    }
    for (int i = 0; i < 3; i++) {
      boolean kind = random.nextInt(8) > 0;
      words.add(
          random.nextInt(words.size()),
          drawn(kind == good ? TinyModel.GOOD : TinyModel.BAD, random));
    }
    return String.join(" ", words);
  }

  private static String drawn(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
