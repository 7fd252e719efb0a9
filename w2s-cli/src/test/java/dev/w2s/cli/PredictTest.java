package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.data.Prediction;
import dev.w2s.data.PredictionFiles;
import dev.w2s.data.RowReading;
import dev.w2s.data.TextRow;
import dev.w2s.data.TextRows;
import dev.w2s.data.WeakLabelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From a study to a folder, and from the folder to labels of files.
class PredictTest {
  @TempDir static Path shared;
  private static TinyStudy tiny;
  private static Path study;
  private static Path student;

  @TempDir Path folder;

  @BeforeAll
  static void exportStudent() throws IOException {
    tiny = TinyStudy.in(shared);
    study = tiny.study("mood-study");
    student = tiny.file("student");
    Program.Ended ran =
        Program.run(
            "run", study, "--store", tiny.file("store"), "--out", tiny.file("out"), "--threads", 1);
    assertThat(ran.code()).as(ran.err()).isZero();
    Program.Ended ended = export(student, "--method", "confidence", "--seed", 1);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("seed 1: student (confidence): " + student, "AutoModelForSequenceClassification");
  }

  private static Program.Ended export(Path out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("export", study, "--store", tiny.file("store"), "--out", out, "--threads", 1));
    arguments.addAll(List.of(more));
    return Program.run(arguments.toArray());
  }

  private static Program.Ended predict(Path model, Path input, Path out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("predict", model, input, "--out", out, "--threads", 1));
    arguments.addAll(List.of(more));
    return Program.run(arguments.toArray());
  }

  private static void assertRefused(Program.Ended ended, String... words) {
    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(2);
    assertThat(ended.err()).contains(words).doesNotContain("\tat ");
  }

  private static List<String> texts(Path file, String template) {
    List<String> texts = new ArrayList<>();
    TextRows.read(
        file,
        new RowReading(List.of(template), Optional.empty(), List.of()),
        0,
        (TextRow row) -> texts.add(row.texts().getFirst()));
    return texts;
  }

  @Test
  void labelsAreThoseOfTheStudysOwnModel() throws IOException {
    Path out = folder.resolve("labels.jsonl");

    Program.Ended ended =
        predict(student, tiny.file("train.jsonl"), out, "--id", "id", "--keep", "mood,text");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("400 rows labelled: " + out);
    Map<String, Prediction> said = WeakLabelFile.read(out, List.of("bad", "good"));
    assertThat(said).hasSize(400);
    assertAgree(said, ownPredictions(tiny.file("store"), "seed 1: test student (confidence)"));
    assertThat(texts(out, "{id} {mood}")).startsWith("row-0 good", "row-1 bad");
  }

  @Test
  void aTextWithoutBracesNamesAColumn() throws IOException {
    Path plain = folder.resolve("plain.jsonl");
    Path named = folder.resolve("named.jsonl");

    predict(student, tiny.file("train.jsonl"), plain, "--text", "{text}");
    Program.Ended ended = predict(student, tiny.file("train.jsonl"), named, "--text", "text");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(named).hasSameTextualContentAs(plain);
    assertRefused(
        predict(student, tiny.file("train.jsonl"), folder.resolve("x.jsonl"), "--text", "body"),
        "'body'");
  }

  private static void assertAgree(Map<String, Prediction> said, List<Prediction> own) {
    assertThat(own).isNotEmpty();
    own.forEach(prediction ->
        assertThat(said.get(prediction.id()).probabilities())
            .containsExactly(prediction.probabilities(), within(1e-5f)));
  }

  /// What a step of the study said of the test rows.
  private static List<Prediction> ownPredictions(Path store, String title) throws IOException {
    return PredictionFiles.read(StoredStep.file(store, title, "predictions.jsonl"));
  }

  @Test
  void weightsThatWereMadeForTheExportAreReleased() throws IOException {
    try (Stream<Path> files = Files.walk(tiny.file("store").resolve("steps"))) {
      assertThat(files).noneMatch(file -> file.endsWith("model.safetensors"));
    }
    try (Stream<Path> files = Files.list(student)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "README.md",
              "config.json",
              "model.safetensors",
              "tokenizer_config.json",
              "vocab.txt");
    }
    assertThat(student.resolve("README.md")).content().contains("mood, seed 1", "bad, good");
  }

  @ParameterizedTest
  @CsvSource({"supervisor, 1", "ceiling, 2"})
  void otherRolesAreExported(String role, int layers) throws IOException {
    Path out = folder.resolve(role);

    assertThat(export(out, "--role", role).code()).isZero();

    JsonNode config = JsonMapper.shared().readTree(out.resolve("config.json"));
    assertThat(config.path("num_hidden_layers").asInt()).isEqualTo(layers);
    assertThat(config.path("id2label").path("1").asString()).isEqualTo("good");
    Path labels = folder.resolve(role + ".jsonl");
    Program.Ended ended = predict(out, tiny.file("train.jsonl"), labels, "--id", "id");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertAgree(
        WeakLabelFile.read(labels, List.of("bad", "good")),
        ownPredictions(tiny.file("store"), "seed 0: test " + role));
  }

  /// Adapters are added to the body's weights, and a probe's head is set on the body as it was, or
  /// as generative finetuning left it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{lora: {rank: 2}}",
        "probe",
        "{lora: {rank: 2}}, before: {generative: {learning-rate: 1e-2}}",
        "probe, before: {generative: {learning-rate: 1e-2}}"
      })
  void whatATuningLeftIsExported(String tuning) throws IOException {
    Path tuned =
        tiny.study(
            "tuned",
            "training: {epochs: 2, batch: 8, learning-rate: 3e-3, tuning: " + tuning + "}",
            "methods: [naive]",
            "seeds: 1");
    Object[] kept = {"--store", folder.resolve("store"), "--threads", 1, "--out"};
    Program.Ended ran = run("run", tuned, kept, folder.resolve("report"));
    assertThat(ran.code()).as(ran.err()).isZero();

    Program.Ended ended = run("export", tuned, kept, folder.resolve("model"));

    assertThat(ended.code()).as(ended.err()).isZero();
    Path labels = folder.resolve("labels.jsonl");
    predict(folder.resolve("model"), tiny.file("train.jsonl"), labels, "--id", "id");
    assertAgree(
        WeakLabelFile.read(labels, List.of("bad", "good")),
        ownPredictions(folder.resolve("store"), "seed 0: test student (naive)"));
  }

  /// The classifiers of transformers read the first token of an encoder.
  @ParameterizedTest
  @CsvSource({"mean, SentenceTransformer", "last, SentenceTransformer", "first, AutoModel"})
  void poolingIsExported(String pooling, String python) throws IOException {
    Path pooled =
        tiny.study(
            "pooled",
            "models: {weak: {model: 'file:model', layers: 1}, strong: {model: 'file:model', pooling: "
                + pooling
                + "}}",
            "methods: [naive]",
            "seeds: 1");
    Object[] kept = {"--store", folder.resolve("store"), "--threads", 1, "--out"};
    Program.Ended ran = run("run", pooled, kept, folder.resolve("report"));
    assertThat(ran.code()).as(ran.err()).isZero();

    assertThat(run("export", pooled, kept, folder.resolve("model")).out()).contains(python);

    Path labels = folder.resolve("labels.jsonl");
    predict(folder.resolve("model"), tiny.file("train.jsonl"), labels, "--id", "id");
    assertAgree(
        WeakLabelFile.read(labels, List.of("bad", "good")),
        ownPredictions(folder.resolve("store"), "seed 0: test student (naive)"));
  }

  private static Program.Ended run(String command, Path tuned, Object[] kept, Path out) {
    List<Object> arguments = new ArrayList<>(List.of(command, tuned));
    arguments.addAll(List.of(kept));
    arguments.add(out);
    return Program.run(arguments.toArray());
  }

  @Test
  void exportsThatCannotBeAreRefused() {
    assertRefused(export(student, "--method", "naive"), "is there already, and not empty");
    Path out = folder.resolve("none");
    assertRefused(export(out), "a student for each of naive, confidence");
    assertRefused(export(out, "--method", "naiv"), "did you mean 'naive'?");
    assertRefused(export(out, "--method", "naive", "--seed", 7), "no seed 7; it has [0, 1]");
    assertRefused(export(out, "--method", "naive", "--role", "ceiling"), "--method goes with");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl.gz", "a.csv", "a.csv.zst", "a.tsv", "a.parquet"})
  void everyFormatIsReadAndWritten(String name) {
    Path first = folder.resolve(name);
    Path second = folder.resolve("second-" + name);

    assertThat(predict(student, tiny.file("train.jsonl"), first, "--keep", "text").code()).isZero();
    assertThat(predict(student, first, second, "--chunk", 33).code()).isZero();

    assertThat(texts(second, "{row} {prediction}")).isEqualTo(texts(first, "{row} {prediction}"));
    assertThat(texts(second, "{row}")).hasSize(400).endsWith("400");
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  @Test
  void pairOfTextsIsReadAsOne() {
    Path out = folder.resolve("pairs.csv");
    Object[] texts = {"--text", "the {text}", "--text", "{mood}"};

    assertThat(predict(student, tiny.file("train.jsonl"), out, texts).code()).isZero();

    assertThat(texts(out, "{prediction}")).hasSize(400);
  }

  @Test
  void badInputIsToldBeforeAnythingIsLabelled() throws IOException {
    Path rows = folder.resolve("rows.jsonl");
    Files.writeString(rows, "{\"text\": \"sun\"}\n{\"text\": \" \"}\n{\"txt\": \"rain\"}\n");
    Path out = folder.resolve("out.csv");

    assertRefused(
        predict(student, rows, out), "row 2: the text is blank", "row 3: there is no field 'text'");
    assertRefused(predict(student, rows, out, "--text", "{txt"), "never closed");
    assertRefused(predict(student, rows, out, "--keep", "text,text"), "kept twice");
    assertRefused(predict(student, rows, out, "--keep", "row"), "'row' cannot be kept");
    assertRefused(predict(student, rows, out, "--chunk", 0), "chunk must be at least 1");
    assertRefused(predict(student, rows, out, "--max-tokens", 999), "reads at most 32");
    assertRefused(predict(student, rows, folder.resolve("out.xlsx")), "out.xlsx", ".parquet");
    assertRefused(predict(student, folder.resolve("none.csv"), out), "there is no such file");
    assertRefused(predict(tiny.file("model"), rows, out), "is no classifier: it lacks");
    assertRefused(predict(study, rows, out), "w2s export");
    assertRefused(predict(folder.resolve("none"), rows, out), "there is no model");
    assertThat(folder).isDirectoryContaining("glob:**rows.jsonl");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(rows);
    }
  }

  @Test
  void outputThatIsThereIsLeftAlone() throws IOException {
    Path out = Files.writeString(folder.resolve("out.csv"), "mine");

    assertRefused(predict(student, tiny.file("train.jsonl"), out), "is there already");

    assertThat(out).hasContent("mine");
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }
}
