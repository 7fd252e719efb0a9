package dev.w2s.study.internal;

import dev.w2s.study.Loss;
import dev.w2s.study.LossSetting;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The table of losses: what a step's key calls each, its settings, and how it is made of them.
public final class LossSettings {
  private static final String WARM_UP = "Share of training over which it grows.";
  private static final String LOG_ZERO = "The least that log w is taken for.";

  /// One line of the table.
  ///
  /// @param name in a step's key
  /// @param settings with the values of the loss at hand
  /// @param with the same kind of loss with other values, in the order of the settings
  private record Form(String name, List<LossSetting> settings, Function<double[], Loss> with) {
    static Form of(String name, Function<double[], Loss> with, LossSetting... settings) {
      return new Form(name, List.of(settings), with);
    }
  }

  private LossSettings() {}

  // Taken apart by patterns: a component that is added to a loss does not compile before it is a
  // setting, and part of the key.
  private static Form form(Loss loss) {
    return switch (loss) {
      case Loss.CrossEntropy() -> Form.of("cross-entropy", v -> loss);
      case Loss.HardCrossEntropy() -> Form.of("hard-cross-entropy", v -> loss);
      case Loss.PaperConfidence(double alphaMax, double warmUp) ->
          Form.of(
              "paper-confidence",
              v -> new Loss.PaperConfidence(v[0], v[1]),
              new LossSetting("alpha-max", "Weight of the student's own predictions.", alphaMax),
              new LossSetting("warm-up", WARM_UP, warmUp));
      case Loss.OpenAiConfidence(double weight, double warmUp) ->
          Form.of(
              "openai-confidence",
              v -> new Loss.OpenAiConfidence(v[0], v[1]),
              weight(weight),
              new LossSetting("warm-up", "Share of training before the jump.", warmUp));
      case Loss.EleutherConfidence(double weight, double warmUp) ->
          Form.of(
              "eleuther-confidence",
              v -> new Loss.EleutherConfidence(v[0], v[1]),
              weight(weight),
              new LossSetting("warm-up", WARM_UP, warmUp));
      case Loss.Entropy(double weight, double warmUp) ->
          Form.of(
              "entropy",
              v -> new Loss.Entropy(v[0], v[1]),
              weight(weight),
              new LossSetting("warm-up", WARM_UP, warmUp));
      case Loss.Window(double radius) ->
          Form.of(
              "window",
              v -> new Loss.Window(v[0]),
              new LossSetting(
                  "radius", "Rows count while the largest f is under 0.5 + radius.", radius));
      case Loss.Product(double alpha, double beta) ->
          Form.of(
              "product",
              v -> new Loss.Product(v[0], v[1]),
              new LossSetting("alpha", "Power of the weak labels.", alpha),
              new LossSetting("beta", "Power of the student's own predictions.", beta));
      case Loss.ForwardKl() -> Form.of("forward-kl", v -> loss);
      case Loss.ReverseKl(double logZero) ->
          Form.of(
              "reverse-kl",
              v -> new Loss.ReverseKl(v[0]),
              new LossSetting("log-zero", LOG_ZERO, logZero));
      case Loss.ReverseCrossEntropy(double logZero) ->
          Form.of(
              "reverse-cross-entropy",
              v -> new Loss.ReverseCrossEntropy(v[0]),
              new LossSetting("log-zero", LOG_ZERO, logZero));
      case Loss.AdaptiveConfidence(double temperature) ->
          Form.of(
              "adaptive-confidence",
              v -> new Loss.AdaptiveConfidence(v[0]),
              new LossSetting("temperature", "The higher, the nearer a is to 1/2.", temperature));
      case Loss.LabelSmoothing(double epsilon) ->
          Form.of(
              "label-smoothing",
              v -> new Loss.LabelSmoothing(v[0]),
              new LossSetting("epsilon", "Weight of the uniform distribution.", epsilon));
      case Loss.GeneralisedCrossEntropy(double q) ->
          Form.of(
              "generalised-cross-entropy",
              v -> new Loss.GeneralisedCrossEntropy(v[0]),
              new LossSetting("q", "Near 0: cross entropy; 1: mean absolute error.", q));
      case Loss.SymmetricCrossEntropy(double alpha, double beta, double logZero) ->
          Form.of(
              "symmetric-cross-entropy",
              v -> new Loss.SymmetricCrossEntropy(v[0], v[1], v[2]),
              new LossSetting("alpha", "Weight of the cross entropy.", alpha),
              new LossSetting("beta", "Weight of the reverse cross entropy.", beta),
              new LossSetting("log-zero", LOG_ZERO, logZero));
      case Loss.EarlyLearning(double lambda, double beta) ->
          Form.of(
              "early-learning",
              v -> new Loss.EarlyLearning(v[0], v[1]),
              new LossSetting("lambda", "Weight of the regularisation.", lambda),
              new LossSetting("beta", "How much of t each epoch keeps.", beta));
      case Loss.Custom custom -> custom(custom);
    };
  }

  private static LossSetting weight(double value) {
    return new LossSetting("weight", "Of the student's own predictions.", value);
  }

  private static Form custom(Loss.Custom loss) {
    List<LossSetting> settings = CustomLosses.settings(loss);
    return new Form("custom", settings, v -> CustomLosses.with(loss, byKey(settings, v)));
  }

  private static SortedMap<String, Double> byKey(List<LossSetting> settings, double[] values) {
    SortedMap<String, Double> byKey = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      byKey.put(settings.get(i).key(), values[i]);
    }
    return byKey;
  }

  /// A loss of the same kind with what a map says otherwise.
  static Field<Loss> read(YamlMap map, Loss defaults) {
    Form form = form(defaults);
    List<Field<Double>> values =
        form.settings().stream()
            .map(setting -> map.at(setting.key()).number().or(setting.value()))
            .toList();
    return map.build(() -> form.with().apply(values.stream().mapToDouble(Field::value).toArray()));
  }

  /// What a step's key calls a loss.
  static String name(Loss loss) {
    return form(loss).name();
  }

  /// The settings of a loss, with its values.
  public static List<LossSetting> of(Loss loss) {
    return form(loss).settings();
  }
}
