package dev.w2s.study.internal;

import dev.w2s.study.AnswerGeneration;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// How answers are written, as a study file writes it.
final class AnswerGenerationSettings {
  private static final AnswerGeneration DEFAULT = AnswerGeneration.GREEDY;

  private AnswerGenerationSettings() {}

  static Field<AnswerGeneration> read(YamlMap map) {
    Field<Integer> samples = map.at("samples").integer(1).or(DEFAULT.samples());
    Field<Double> temperature = map.at("temperature").notNegative().or(DEFAULT.temperature());
    Field<Integer> topK = map.at("top-k").integer(0).or(DEFAULT.topK());
    Field<Double> topP = map.at("top-p").share().or(DEFAULT.topP());
    Field<OptionalInt> maxTokens =
        map.at("max-tokens")
            .wordOr(
                RecipeSettings.AUTO,
                OptionalInt.empty(),
                other -> other.integer(1).map(OptionalInt::of))
            .or(DEFAULT.maxTokens());
    return map.build(() ->
        new AnswerGeneration(
            samples.value(), temperature.value(), topK.value(), topP.value(), maxTokens.value()));
  }

  static void write(YamlText yaml, AnswerGeneration generation) {
    yaml.blank();
    yaml.comment(0, "How weak labels are written.");
    yaml.key(0, "generation");
    yaml.comment(1, "Answers to each row, of which the most frequent is its label.");
    yaml.value(1, "samples", String.valueOf(generation.samples()));
    yaml.comment(1, "That they are drawn at; 0 for the likeliest tokens.");
    yaml.value(1, "temperature", RecipeSettings.number(generation.temperature()));
    yaml.comment(1, "Of the likeliest tokens that are drawn from; 0 for all.");
    yaml.value(1, "top-k", String.valueOf(generation.topK()));
    yaml.comment(1, "The probability that these hold together, at most.");
    yaml.value(1, "top-p", RecipeSettings.number(generation.topP()));
    yaml.comment(
        1, "Of every answer, those of students and ceiling too; auto for 32, and 8 for a move.");
    yaml.value(
        1,
        "max-tokens",
        generation.maxTokens().isPresent()
            ? String.valueOf(generation.maxTokens().getAsInt())
            : RecipeSettings.AUTO);
  }

  /// All settings that change what is written, for a step's key.
  static Map<String, Object> canonical(AnswerGeneration generation) {
    Map<String, Object> node = new TreeMap<>();
    node.put("samples", generation.samples());
    node.put("temperature", CanonicalStep.number(generation.temperature()));
    node.put("top-k", generation.topK());
    node.put("top-p", CanonicalStep.number(generation.topP()));
    generation.maxTokens().ifPresent(most -> node.put("max-tokens", most));
    return node;
  }
}
