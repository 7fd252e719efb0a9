package dev.w2s.study;

import dev.w2s.data.Reading;
import dev.w2s.data.Source;
import dev.w2s.data.Task;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A task, models and a study file that the tests share.
final class Fixtures {
  static final Reading READING =
      new Reading(
          List.of("{text}"),
          new Reading.Answer.Field("label", Map.of("0", "bad", "1", "good"), List.of("-1")),
          Optional.of("id"),
          Optional.empty(),
          Optional.empty());

  static final Task TASK = task("reviews", new Source.File(Path.of("data/train.jsonl")), READING);

  static final Task WORDNET =
      task("wordnet-category", new Source.WordNet(Source.Relation.CATEGORY), READING);

  static final Map<String, Supplier<Task>> BUILT_IN = Map.of("wordnet-category", () -> WORDNET);

  static final String MINIMAL =
      """
      study: small
      task: wordnet-category
      models: {weak: a, strong: b}
      """;

  static final String FULL =
      """
      study: quickstart
      task: tasks/reviews.yaml
      rows: {train: 2000, validation: 200, test: 500}
      models:
        weak: {model: bge-small-en-v1.5, layers: 2, learning-rate: 1e-4, epochs: 1}
        strong: {model: "file:models/large", dropout: 0.1}
      methods: [naive, confidence, {confidence: {alpha-max: 0.75, name: bold}}]
      training:
        epochs: 3
        batch: 16
        warm-up: 0.2
        decay: cosine
        stop: agreement
      seeds: [3, 1]
      keep-weights: true
      device: cuda
      """;

  private Fixtures() {}

  static Task task(String name, Source train, Reading reading) {
    return new Task(
        name,
        1,
        "Is it good?",
        "CC0",
        List.of("bad", "good"),
        List.of(train),
        List.of(),
        reading,
        true);
  }

  static StudyFile parse(String text) {
    return StudyFile.parse(Path.of("examples/study.yaml"), text, BUILT_IN, path -> TASK);
  }

  static ModelFacts facts(ModelSpec model) {
    return new ModelFacts(hex(model.source()), "bert", 33_360_000, 21_300_000, 12, 384, 512);
  }

  static String fingerprint(Source source) {
    return switch (source) {
      case Source.File file -> hex("bytes of a file");
      case Source.Hub hub -> hex("bytes of a hub's file");
      case Source.WordNet wordNet -> hex("bytes of WordNet");
    };
  }

  /// 64 digits that stand for a text.
  static String hex(String text) {
    String digits = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    return (digits + "0".repeat(64)).substring(0, 64);
  }
}
