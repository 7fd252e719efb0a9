package dev.w2s.study.internal;

import dev.w2s.study.Before;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// What comes before a training, as a study file writes it: `generative`, or `{generative: {epochs:
/// 2, learning-rate: 1e-4}}`.
public final class BeforeSettings {
  private static final String GENERATIVE = "generative";
  private static final Map<String, Before> WORDS = words();

  private BeforeSettings() {}

  private static Map<String, Before> words() {
    Map<String, Before> words = new LinkedHashMap<>();
    words.put("nothing", new Before.Nothing());
    words.put(GENERATIVE, Before.Generative.DEFAULT);
    return words;
  }

  static Field<Before> read(YamlValue value) {
    return value.isMap() ? value.map(BeforeSettings::read) : value.oneOf(WORDS);
  }

  private static Field<Before> read(YamlMap map) {
    if (!map.has(GENERATIVE)) {
      return map.self()
          .fail(
              "before is nothing or generative, or that with settings: {generative: {epochs: 2}}");
    }
    return map.at(GENERATIVE).map(BeforeSettings::generative);
  }

  private static Field<Before> generative(YamlMap map) {
    Field<Integer> epochs = map.at("epochs").integer(1).or(Before.Generative.DEFAULT.epochs());
    Field<OptionalDouble> rate =
        map.at("learning-rate")
            .wordOr(
                RecipeSettings.AUTO,
                OptionalDouble.empty(),
                other -> other.positive().map(OptionalDouble::of))
            .or(Before.Generative.DEFAULT.learningRate());
    return map.build(() -> new Before.Generative(epochs.value(), rate.value()));
  }

  /// As a file writes it.
  public static String text(Before before) {
    return switch (before) {
      case Before.Nothing() -> "nothing";
      case Before.Generative(int epochs, OptionalDouble rate) ->
          "{generative: {epochs: %d, learning-rate: %s}}"
              .formatted(
                  epochs,
                  rate.isPresent()
                      ? RecipeSettings.number(rate.getAsDouble())
                      : RecipeSettings.AUTO);
    };
  }
}
