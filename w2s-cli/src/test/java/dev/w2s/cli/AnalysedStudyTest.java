package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Studies that look into their trainings, features and texts.
class AnalysedStudyTest {
  @TempDir Path folder;
  private TinyStudy tiny;

  @BeforeEach
  void make() throws IOException {
    tiny = TinyStudy.in(folder);
  }

  private JsonNode run(Path study, String out) {
    tiny.run(study, out);
    return tiny.results(out);
  }

  @Test
  void analysesAreMadeOfAStudyThatWasRunBefore() throws IOException {
    String rows = "rows: {train: 120, validation: 20, test: 60}";
    String methods = "methods: [naive, trivial-imitation, probe]";
    JsonNode before = run(tiny.study("seen", rows, methods), "before");

    JsonNode after =
        run(
            tiny.study("seen", rows, methods, "analyses: {curve: 4, saliency: true, bound: true}"),
            "after");

    assertThat(after.at("/students")).isEqualTo(before.at("/students"));
    assertThat(after.get("trainingCurves")).hasSize(4); // a probe has none
    JsonNode student = after.at("/trainingCurves/1");
    assertThat(student.get("method").asString()).isEqualTo("naive");
    assertThat(student.get("points")).hasSize(4);
    assertThat(student.at("/points/3/accuracy/value"))
        .isEqualTo(after.at("/students/0/accuracy/value"));
    assertThat(student.at("/stopped/accuracy/value").isNumber()).isTrue();
    assertThat(after.at("/saliency/after")).hasSize(1);
    assertThat(after.at("/bound/seeds")).hasSize(2);
    assertThat(after.at("/bound/value").asDouble()).isBetween(.05, 1.0);
    // 2 seeds of 5 models and 2 probes, and 4 states of the 4 that have some.
    assertThat(after.get("testEvaluations").asInt()).isEqualTo(2 * (5 + 2 + 4 * 4));
    assertThat(tiny.file("after").resolve("report.html"))
        .content()
        .contains(
            "through-training",
            "What it costs to train to the end",
            "What the representations foretell",
            "What the features hold");
    Program.Ended report =
        Program.run(
            "report",
            tiny.file("seen.yaml"),
            "--store",
            tiny.file("store"),
            "--out",
            tiny.file("after"),
            "--figures");
    assertThat(report.err()).isEmpty();
    assertThat(tiny.file("after").resolve("figures/through-training.png")).isNotEmptyFile();
  }

  /// Errors drawn at random can be known by reading them alone; classes are called by words that
  /// the model knows.
  @Test
  void whatIsWrittenDownIsCopied() throws IOException {
    Files.writeString(
        tiny.file("told.yaml"),
        """
        task: told
        classes: [rain, sun]
        train: train.jsonl
        text: "{text}"
        label: {field: mood, values: {bad: rain, good: sun}}
        id: id
        """);
    Path study =
        tiny.study(
            "copied",
            "task: told.yaml",
            "models: {weak: {errors: random, rate: 0.3}, strong: 'file:model'}",
            "methods: [naive, trivial-imitation]",
            "training: {epochs: 30, batch: 8, learning-rate: 3e-3}");

    JsonNode students = run(study, "out").get("students");

    assertThat(students.get(1).at("/agreement/value").asDouble())
        .isGreaterThan(students.get(0).at("/agreement/value").asDouble());
  }
}
