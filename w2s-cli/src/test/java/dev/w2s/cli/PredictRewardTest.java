package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.data.Prediction;
import dev.w2s.data.PredictionFiles;
import dev.w2s.data.WeakLabelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From a study of comparisons to a reward model as a folder, and from the folder to scores.
class PredictRewardTest {
  private static final String STUDENT = "seed 0: test student (naive)";

  @TempDir Path folder;

  private TinyStudy comparisons() throws IOException {
    TinyStudy tiny = TinyStudy.in(folder);
    List<String> texts = new ArrayList<>();
    for (String row : TinyStudy.rows(400)) {
      texts.add(JsonMapper.shared().readTree(row).get("text").toString());
    }
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < texts.size(); i += 2) {
      pairs.add("{\"better\": %s, \"worse\": %s}".formatted(texts.get(i), texts.get(i + 1)));
    }
    Files.write(tiny.file("pairs.jsonl"), pairs);
    Files.writeString(
        tiny.file("kinder.yaml"),
        """
        task: kinder
        train: pairs.jsonl
        text: "{choice}"
        pair: {chosen: better, rejected: worse}
        """);
    return tiny;
  }

  private Path exported(String tuning) throws IOException {
    TinyStudy tiny = comparisons();
    Path study =
        tiny.study(
            "kinder-study",
            "task: kinder.yaml",
            "rows: {train: 100, validation: 0, test: 40}",
            "training: {epochs: 4, batch: 8, learning-rate: 3e-3, tuning: " + tuning + "}",
            "methods: [naive]",
            "seeds: 1");
    assertRan("run", study, "--store", tiny.file("store"), "--out", tiny.file("out"));
    assertThat(
            assertRan("export", study, "--store", tiny.file("store"), "--out", tiny.file("reward")))
        .contains("AutoModelForSequenceClassification");
    return tiny.file("reward");
  }

  private static String assertRan(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--threads", 1));
    Program.Ended ended = Program.run(all.toArray());
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out();
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "{lora: {rank: 2}}", "probe"})
  void preferencesAreThoseOfTheStudysOwnModel(String tuning) throws IOException {
    Path model = exported(tuning);
    Path rows = StoredStep.rows(folder.resolve("store"), folder.resolve("rows.jsonl"));
    Path out = folder.resolve("preferred.jsonl");

    assertRan(
        "predict", model, rows, "--out", out, "--id", "id", "--text", "{one}", "--text", "{two}");

    Map<String, Prediction> said = WeakLabelFile.read(out, List.of("first", "second"));
    List<Prediction> own =
        PredictionFiles.read(
            StoredStep.file(folder.resolve("store"), STUDENT, "predictions.jsonl"));
    assertThat(own).hasSize(40);
    own.forEach(prediction ->
        assertThat(said.get(prediction.id()).probabilities())
            .containsExactly(prediction.probabilities(), within(1e-5f)));
    JsonNode config = JsonMapper.shared().readTree(model.resolve("config.json"));
    assertThat(config.path("num_labels").asInt()).isEqualTo(1);
    assertThat(config.path("problem_type").asString()).isEqualTo("regression");
    assertThat(model.resolve("README.md")).content().contains("sigmoid(M(first) - M(second))");
  }

  @Test
  void eachTextHasAScore() throws IOException {
    Path model = exported("full");
    Path rows = StoredStep.rows(folder.resolve("store"), folder.resolve("rows.jsonl"));

    Map<Integer, JsonNode> one = scored(model, rows, "one.jsonl", "--text", "{one}");
    Map<Integer, JsonNode> both =
        scored(model, rows, "both.jsonl", "--text", "{one}", "--text", "{two}");

    assertThat(one).hasSize(200);
    one.forEach((row, said) -> {
      double first = said.get("score").asDouble();
      JsonNode pair = both.get(row);
      assertThat(pair.get("score_first").asDouble()).isCloseTo(first, within(1e-5));
      double difference = first - pair.get("score_second").asDouble();
      assertThat(pair.at("/probabilities/first").asDouble())
          .isCloseTo(1 / (1 + Math.exp(-difference)), within(1e-5));
      assertThat(pair.get("prediction").asString()).isEqualTo(difference > 0 ? "first" : "second");
    });
    assertThat(
            Program.run(
                    "predict",
                    model,
                    rows,
                    "--out",
                    folder.resolve("a.csv"),
                    "--text",
                    "{one}",
                    "--answer-tokens",
                    3)
                .err())
        .contains("answer-tokens goes with a model that writes");
  }

  private Map<Integer, JsonNode> scored(Path model, Path rows, String name, Object... texts)
      throws IOException {
    Path out = folder.resolve(name);
    List<Object> arguments = new ArrayList<>(List.of("predict", model, rows, "--out", out));
    arguments.addAll(List.of(texts));
    assertRan(arguments.toArray());
    Map<Integer, JsonNode> said = new HashMap<>();
    for (String line : Files.readAllLines(out)) {
      JsonNode node = JsonMapper.shared().readTree(line);
      said.put(node.get("row").asInt(), node);
    }
    return said;
  }
}
