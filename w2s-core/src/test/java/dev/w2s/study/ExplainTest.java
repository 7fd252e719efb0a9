package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTest {
  @Test
  void explainedAnalysesAreTheSameAnalyses() {
    assertSame(
        Fixtures.parse(
            Fixtures.MINIMAL
                + "methods: [{naive: {told: true}}]\nanalyses: {curve: 7, saliency: true, few-shot: 5}\n"));
  }

  @Test
  void explainedMinimalStudyIsTheSameStudy() {
    assertSame(Fixtures.parse(Fixtures.MINIMAL));
  }

  @Test
  void explainedFullStudyIsTheSameStudy() {
    assertSame(Fixtures.parse(Fixtures.FULL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labels.jsonl",
        "'../my labels.csv'",
        "/abs/l.jsonl",
        "'null'",
        "'a: b #c'",
        "\"q\\\"\\n\\u00e9\""
      })
  void explainedLabelsAreTheSameLabels(String path) {
    assertSame(Fixtures.parse(Fixtures.MINIMAL.replace("weak: a", "weak: {labels: " + path + "}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{votes: v.csv}",
        "{votes: v.csv, combine: mean}",
        "{votes: v.csv, combine: {dawid-skene: {iterations: 7, smoothing: 0.5}}}"
      })
  void explainedVotesAreTheSameVotes(String weak) {
    StudyFile file = Fixtures.parse(Fixtures.MINIMAL.replace("weak: a", "weak: " + weak));
    assertThat(((Supervisor.Labels) file.study().weak()).votes()).isPresent();
    assertSame(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{several: [c, {model: d, layers: 2, pooling: last, epochs: 5}, {labels: l.jsonl}]}",
        "{several: [c, {votes: v.csv, combine: mean}], combine: {dawid-skene: {iterations: 7}}}",
        "{errors: longest, rate: 0.25}",
        "{errors: unsure, rate: 0.1, confidence: 0.9}",
        "{errors: supervisor, rate: 0.3, of: {model: c, layers: 1, learning-rate: 0.001}}"
      })
  void explainedSupervisorsAreTheSameSupervisors(String weak) {
    assertSame(Fixtures.parse(Fixtures.MINIMAL.replace("weak: a", "weak: " + weak)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "study.yaml",
        "a/b/study.yaml",
        "../study.yaml",
        "../../x/study.yaml",
        "/abs/study.yaml"
      })
  void pathsAreTheSameWhereverTheStudyLies(String path) {
    String text =
        Fixtures.MINIMAL.replace("a, strong: b", "{labels: ../l.jsonl}, strong: 'file:../../m'");
    StudyFile file = StudyFile.parse(Path.of(path), text, Fixtures.BUILT_IN, p -> Fixtures.TASK);
    assertSame(file);
  }

  @Test
  void everyDefaultIsWrittenWithAComment() {
    String text = Fixtures.parse(Fixtures.MINIMAL).explain(Map.of());
    assertThat(text)
        .contains(
            "train: 3000", "validation: 300", "test: 1000", "layers: all", "epochs: 2", "batch: 32")
        .contains(
            "learning-rate: auto", "warm-up: 0.1", "decay: linear", "weight-decay: 0.01", "clip: 1")
        .contains(
            "dropout: 0\n",
            "max-tokens: 128",
            "precision: float32",
            "stop: last",
            "seeds: [0, 1, 2]")
        .contains(
            "pooling: published",
            "- confidence:",
            "alpha-max: 0.5",
            "keep-weights: false",
            "device: auto")
        .contains("validation rows lie in the transfer half, which it must");
    assertThat(text.lines().map(String::length)).allMatch(length -> length <= 102);
  }

  @Test
  void rateBySizeIsToldWhereTheSizeIsKnown() {
    Study study = Fixtures.parse(Fixtures.MINIMAL).study();
    String text =
        Fixtures.parse(Fixtures.MINIMAL)
            .explain(Map.of(study.strong(), Fixtures.facts(study.strong())));
    assertThat(text.replaceAll("\\s+# ", " "))
        .containsOnlyOnce("Its learning rate by size: 9.1e-5, for 33.4 M weights.");
  }

  private static void assertSame(StudyFile file) {
    String text = file.explain(Map.of());
    StudyFile again = StudyFile.parse(file.path(), text, Fixtures.BUILT_IN, p -> Fixtures.TASK);
    assertThat(again).as(text).isEqualTo(file);
  }
}
