package dev.w2s.study.internal;

import dev.w2s.study.Decay;
import dev.w2s.study.Precision;
import dev.w2s.study.RecipeChoice;
import dev.w2s.study.Stop;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// The settings of a recipe as a study file writes them.
public final class RecipeSettings {
  /// Word for a learning rate that is chosen by the model's size.
  static final String AUTO = "auto";

  /// One setting.
  ///
  /// @param key in the file
  /// @param comment what it is, for `explain`
  /// @param reader reads it into a change of a choice; absent where the file says nothing
  /// @param text the value of a choice as the file writes it
  public record Setting(
      String key,
      String comment,
      Function<YamlValue, Field<Consumer<RecipeChoice.Builder>>> reader,
      Function<RecipeChoice, String> text) {
    static <T> Setting of(
        String key,
        String comment,
        Function<YamlValue, Field<T>> reader,
        BiConsumer<RecipeChoice.Builder, T> set,
        Function<RecipeChoice, String> text) {
      return new Setting(
          key,
          comment,
          value -> reader.apply(value).map(read -> builder -> set.accept(builder, read)),
          text);
    }
  }

  /// All settings, in the order in which they are explained.
  public static final List<Setting> ALL =
      List.of(
          Setting.of(
              "epochs",
              "Passes over the rows.",
              value -> value.integer(1),
              RecipeChoice.Builder::epochs,
              choice -> String.valueOf(choice.epochs())),
          Setting.of(
              "batch",
              "Rows of one optimiser step.",
              value -> value.integer(1),
              RecipeChoice.Builder::batch,
              choice -> String.valueOf(choice.batch())),
          Setting.of(
              "learning-rate",
              "The highest of the schedule; auto: by the model's size.",
              RecipeSettings::rate,
              RecipeChoice.Builder::learningRate,
              choice -> rate(choice.learningRate())),
          Setting.of(
              "warm-up",
              "Share of all steps over which the rate grows linearly from 0.",
              YamlValue::share,
              RecipeChoice.Builder::warmUp,
              choice -> number(choice.warmUp())),
          Setting.of(
              "decay",
              "What the rate does afterwards: constant, linear or cosine.",
              value -> value.oneOf(Decay.class),
              RecipeChoice.Builder::decay,
              choice -> YamlValue.dashed(choice.decay())),
          Setting.of(
              "weight-decay",
              "Of AdamW, on matrices only.",
              YamlValue::notNegative,
              RecipeChoice.Builder::weightDecay,
              choice -> number(choice.weightDecay())),
          Setting.of(
              "clip",
              "Largest norm of the gradient of all weights together.",
              YamlValue::positive,
              RecipeChoice.Builder::clip,
              choice -> number(choice.clip())),
          Setting.of(
              "dropout",
              "On embeddings, attention and sublayer outputs.",
              YamlValue::share,
              RecipeChoice.Builder::dropout,
              choice -> number(choice.dropout())),
          Setting.of(
              "max-tokens",
              "Longer texts are truncated to so many tokens, or to what the model can read.",
              value -> value.integer(4),
              RecipeChoice.Builder::maxTokens,
              choice -> String.valueOf(choice.maxTokens())),
          Setting.of(
              "precision",
              "Of matrix products: float32, or bfloat16 where the processor is fast with it.",
              value -> value.oneOf(Precision.class),
              RecipeChoice.Builder::precision,
              choice -> YamlValue.dashed(choice.precision())),
          Setting.of(
              "stop",
              "Which state is kept: last; agreement, the best by its own training labels on validation rows; or oracle, the best by gold.",
              value -> value.oneOf(Stop.class),
              RecipeChoice.Builder::stop,
              choice -> YamlValue.dashed(choice.stop())));

  private RecipeSettings() {}

  /// What a map says of a recipe, over what is said elsewhere. The map may hold other keys as well.
  static Field<RecipeChoice> read(YamlMap map, Field<RecipeChoice> elsewhere) {
    List<Field<Consumer<RecipeChoice.Builder>>> changes =
        ALL.stream()
            .map(setting -> setting.reader().apply(map.at(setting.key())).or(builder -> {}))
            .toList();
    return map.build(() -> {
      RecipeChoice.Builder builder = elsewhere.value().toBuilder();
      changes.forEach(change -> change.value().accept(builder));
      return builder.build();
    });
  }

  private static Field<OptionalDouble> rate(YamlValue value) {
    return value.wordOr(
        AUTO, OptionalDouble.empty(), other -> other.positive().map(OptionalDouble::of));
  }

  private static String rate(OptionalDouble rate) {
    return rate.isEmpty() ? AUTO : number(rate.getAsDouble());
  }

  /// `0.1`, `1.0E-4`: the shortest text that reads back as the same number.
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? String.valueOf((long) value)
        : String.valueOf(value).replace("E", "e");
  }
}
