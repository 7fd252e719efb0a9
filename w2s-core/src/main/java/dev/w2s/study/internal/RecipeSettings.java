package dev.w2s.study.internal;

import dev.w2s.study.Decay;
import dev.w2s.study.Optimiser;
import dev.w2s.study.Precision;
import dev.w2s.study.Recipe;
import dev.w2s.study.RecipeBuilder;
import dev.w2s.study.Stop;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The settings of a recipe as a study file writes them.
public final class RecipeSettings {
  /// Word for a learning rate that is chosen by the model's size.
  static final String AUTO = "auto";

  /// One setting.
  ///
  /// @param key in the file
  /// @param comment what it is, for `explain`
  /// @param reader reads it into a change of a recipe; absent where the file says nothing
  /// @param text the value of a recipe as the file writes it
  public record Setting(
      String key,
      String comment,
      Function<YamlValue, Field<Consumer<RecipeBuilder>>> reader,
      Function<Recipe, String> text) {
    static <T> Setting of(
        String key,
        String comment,
        Function<YamlValue, Field<T>> reader,
        BiConsumer<RecipeBuilder, T> set,
        Function<Recipe, String> text) {
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
              RecipeBuilder::epochs,
              recipe -> String.valueOf(recipe.epochs())),
          Setting.of(
              "batch",
              "Rows of one optimiser step.",
              value -> value.integer(1),
              RecipeBuilder::batch,
              recipe -> String.valueOf(recipe.batch())),
          Setting.of(
              "optimiser",
              "How weights follow from gradients: adamw, adam or adafactor.",
              value -> value.oneOf(Optimiser.class),
              RecipeBuilder::optimiser,
              recipe -> YamlValue.dashed(recipe.optimiser())),
          Setting.of(
              "learning-rate",
              "The highest of the schedule; auto: by the model's size; [1e-5, 1e-4]: each is tried, and the one whose model agrees most with its own training labels on validation rows is taken.",
              RecipeSettings::rates,
              RecipeBuilder::learningRates,
              recipe -> rates(recipe.learningRates())),
          Setting.of(
              "warm-up",
              "Share of all steps over which the rate grows linearly from 0.",
              YamlValue::share,
              RecipeBuilder::warmUp,
              recipe -> number(recipe.warmUp())),
          Setting.of(
              "decay",
              "What the rate does afterwards: constant, linear or cosine.",
              value -> value.oneOf(Decay.class),
              RecipeBuilder::decay,
              recipe -> YamlValue.dashed(recipe.decay())),
          Setting.of(
              "weight-decay",
              "On matrices only.",
              YamlValue::notNegative,
              RecipeBuilder::weightDecay,
              recipe -> number(recipe.weightDecay())),
          Setting.of(
              "clip",
              "Largest norm of the gradient of all weights together.",
              YamlValue::positive,
              RecipeBuilder::clip,
              recipe -> number(recipe.clip())),
          Setting.of(
              "ema",
              "Decay of the moving average of the weights that is kept; 0: the weights themselves.",
              YamlValue::share,
              RecipeBuilder::ema,
              recipe -> number(recipe.ema())),
          Setting.of(
              "dropout",
              "On embeddings, attention and sublayer outputs.",
              YamlValue::share,
              RecipeBuilder::dropout,
              recipe -> number(recipe.dropout())),
          Setting.of(
              "max-tokens",
              "Longer texts are truncated to so many tokens, or to what the model can read.",
              value -> value.integer(4),
              RecipeBuilder::maxTokens,
              recipe -> String.valueOf(recipe.maxTokens())),
          Setting.of(
              "precision",
              "Of matrix products: float32; bfloat16 where the processor is fast with it; tf32, rounded float32, with device cuda alone.",
              value -> value.oneOf(Precision.class),
              RecipeBuilder::precision,
              recipe -> YamlValue.dashed(recipe.precision())),
          Setting.of(
              "tuning",
              "What is trained: full, all weights; lora, low-rank changes; probe, the head alone; probe-then-full.",
              TuningSettings::tuning,
              RecipeBuilder::tuning,
              recipe -> TuningSettings.text(recipe.tuning())),
          Setting.of(
              "head",
              "What the head starts from: noise, zero, or of a decoder the vocabulary's rows for {words: [...]}.",
              TuningSettings::head,
              RecipeBuilder::head,
              recipe -> TuningSettings.text(recipe.head())),
          Setting.of(
              "recompute",
              "Compute layers again on the way back: less memory, more time, the same result.",
              YamlValue::truth,
              RecipeBuilder::recompute,
              recipe -> String.valueOf(recipe.recompute())),
          Setting.of(
              "stop",
              "Which state is kept: last; agreement, the best by its own training labels on validation rows; or oracle, the best by gold.",
              value -> value.oneOf(Stop.class),
              RecipeBuilder::stop,
              recipe -> YamlValue.dashed(recipe.stop())),
          Setting.of(
              "before",
              "What comes first: nothing; generative, learning to tell the texts themselves, or that with settings.",
              BeforeSettings::read,
              RecipeBuilder::before,
              recipe -> BeforeSettings.text(recipe.before())));

  private RecipeSettings() {}

  /// What a map says of a recipe, over what is said elsewhere. The map may hold other keys as well.
  static Field<Recipe> read(YamlMap map, Field<Recipe> elsewhere) {
    Field<UnaryOperator<Recipe>> changes = changes(map);
    return map.build(() -> changes.value().apply(elsewhere.value()));
  }

  /// What a map says of any recipe. The map may hold other keys as well.
  static Field<UnaryOperator<Recipe>> changes(YamlMap map) {
    List<Field<Consumer<RecipeBuilder>>> changes =
        ALL.stream()
            .map(setting -> setting.reader().apply(map.at(setting.key())).or(builder -> {}))
            .toList();
    return map.build(() -> {
      List<Consumer<RecipeBuilder>> all = changes.stream().map(Field::value).toList();
      return recipe -> {
        RecipeBuilder builder = recipe.toBuilder();
        all.forEach(change -> change.accept(builder));
        return builder.build();
      };
    });
  }

  private static Field<List<Double>> rates(YamlValue value) {
    return value.wordOr(AUTO, List.of(), other -> other.listOrSingle(YamlValue::positive));
  }

  private static String rates(List<Double> rates) {
    return switch (rates.size()) {
      case 0 -> AUTO;
      case 1 -> number(rates.getFirst());
      default ->
          rates.stream().map(RecipeSettings::number).collect(Collectors.joining(", ", "[", "]"));
    };
  }

  /// `0.1`, `1.0E-4`: the shortest text that reads back as the same number.
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? String.valueOf((long) value)
        : String.valueOf(value).replace("E", "e");
  }
}
