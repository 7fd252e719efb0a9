package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Students of labels of one's own by processes that are killed, against one that nothing happened
/// to.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends signals")
class KilledElicitTest {
  /// Rows with a label.
  private static final int ROWS = 400;

  /// Rows that are labelled at the end, several chunks of them.
  private static final int ALL_ROWS = 8000;

  private static final List<String> FILES =
      List.of("elicit.json", "labels.jsonl", "review.jsonl", "student/model.safetensors");

  @TempDir static Path folder;
  private static TinyStudy tiny;

  @BeforeAll
  static void elicitUndisturbed() throws IOException, InterruptedException {
    tiny = TinyStudy.in(folder);
    Files.write(tiny.file("train.jsonl"), TinyStudy.rows(ALL_ROWS));
    Random random = new Random(5);
    List<String> labels = new ArrayList<>();
    List<String> truth = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      labels.add(line(i, random.nextInt(5) == 0 ? i + 1 : i));
      if (i < 80) {
        truth.add(line(i, i));
      }
    }
    Files.write(tiny.file("labels.jsonl"), labels);
    Files.write(tiny.file("truth.jsonl"), truth);
    Program.Ended ended = start("undisturbed").end();
    assertThat(ended.code()).as(ended.out()).isZero();
  }

  private static String line(int row, int label) {
    return "{\"id\": \"row-%d\", \"label\": \"%s\"}"
        .formatted(row, label % 2 == 0 ? "good" : "bad");
  }

  private static Program.Started start(String name) throws IOException {
    return Program.start(
        folder.resolve(name + ".log"),
        "elicit",
        "--task",
        tiny.file("mood.yaml"),
        "--labels",
        tiny.file("labels.jsonl"),
        "--truth",
        tiny.file("truth.jsonl"),
        "--student",
        "file:" + tiny.file("model"),
        "--methods",
        "naive,confidence,logistic-filter",
        "--epochs",
        4,
        "--threads",
        1,
        "--plain",
        "--store",
        tiny.file(name + "-store"),
        "--out",
        tiny.file(name));
  }

  /// Steps whose results are kept.
  private static List<Path> kept(String name) throws IOException {
    Path steps = tiny.file(name + "-store").resolve("steps");
    if (!Files.isDirectory(steps)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(steps, 3)) {
      return files.filter(file -> file.endsWith("result.json")).sorted().toList();
    }
  }

  /// Killed in a training, behind each of the first steps, and while all rows are labelled.
  @Test
  void killedRunsGoOnToTheSameBytes() throws IOException, InterruptedException {
    for (int steps = 1; steps <= 5; steps += 2) {
      killed(steps);
    }
    Program.Started last = start("killed");
    Path chunk = tiny.file("killed").resolve("labels.jsonl.part/chunk-000000");
    while (last.process().isAlive() && !Files.exists(chunk)) {
      Thread.sleep(2);
    }
    last.process().destroyForcibly().waitFor();
    assertThat(chunk).exists();
    assertThat(tiny.file("killed").resolve("elicit.json")).doesNotExist();
    List<Path> before = kept("killed");

    Program.Ended ended = start("killed").end();

    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(kept("killed")).isEqualTo(before);
    for (String file : FILES) {
      assertThat(tiny.file("killed").resolve(file))
          .hasSameBinaryContentAs(tiny.file("undisturbed").resolve(file));
    }
  }

  /// Kills a run a moment after so many results are kept; they still are.
  private static void killed(int steps) throws IOException, InterruptedException {
    Program.Started run = start("killed");
    while (run.process().isAlive() && kept("killed").size() < steps) {
      Thread.sleep(2);
    }
    assertThat(run.process().isAlive()).as(run.said()).isTrue();
    run.process().destroyForcibly().waitFor();
    assertThat(kept("killed")).hasSizeGreaterThanOrEqualTo(steps);
  }
}
