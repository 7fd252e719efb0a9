package dev.w2s.study.internal;

import dev.w2s.study.LabelTransform;
import dev.w2s.study.LabelTransform.Anchor;
import dev.w2s.study.LabelTransform.ConfidenceFilter;
import dev.w2s.study.LabelTransform.Custom;
import dev.w2s.study.LabelTransform.LogisticFilter;
import dev.w2s.study.LabelTransform.LogisticRelabel;
import dev.w2s.study.LabelTransform.NeighbourFilter;
import dev.w2s.study.LabelTransform.NeighbourRelabel;
import dev.w2s.study.LabelTransform.NoisyChannel;
import dev.w2s.study.LabelTransform.Prior;
import dev.w2s.study.LabelTransform.TopologicalFilter;
import dev.w2s.study.internal.NamedChoice.Setting;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What is done to weak labels, as a study file writes it: `anchor`, or `{anchor: {rows: 50}}`.
public final class LabelTransformSettings {
  /// Word for keeping the rows whose class is agreed with.
  private static final String AGREEING = "agreeing";

  private static final String STUDENT = "student";
  private static final String FEATURES = "features";

  /// Where the prior of a channel is turned to features without settings of its own.
  private static final Prior.Logistic LOGISTIC = (Prior.Logistic) NoisyChannel.DEFAULT.prior();

  /// Every transform that is built in, with the settings that it has unless a file says otherwise.
  static final SequencedMap<String, LabelTransform> DEFAULTS =
      NamedChoice.choices(
          LabelTransformSettings::name,
          List.of(
              ConfidenceFilter.DEFAULT,
              NeighbourFilter.DEFAULT,
              NeighbourRelabel.DEFAULT,
              LogisticFilter.DEFAULT,
              LogisticRelabel.DEFAULT,
              TopologicalFilter.DEFAULT,
              NoisyChannel.DEFAULT,
              Anchor.DEFAULT));

  private LabelTransformSettings() {}

  /// What a file calls a transform.
  public static String name(LabelTransform transform) {
    return switch (transform) {
      case ConfidenceFilter _ -> "confidence-filter";
      case NeighbourFilter _ -> "neighbour-filter";
      case NeighbourRelabel _ -> "neighbour-relabel";
      case LogisticFilter _ -> "logistic-filter";
      case LogisticRelabel _ -> "logistic-relabel";
      case TopologicalFilter _ -> "topological-filter";
      case NoisyChannel _ -> "noisy-channel";
      case Anchor _ -> "anchor";
      case Custom custom -> custom.name();
    };
  }

  /// Reads a transform by its name, or a map from its name to its settings.
  static Field<LabelTransform> read(YamlValue value) {
    SequencedMap<String, LabelTransform> all = new LinkedHashMap<>(CustomTransforms.all());
    all.putAll(DEFAULTS);
    return NamedChoice.read(value, "a label transform", all, LabelTransformSettings::read);
  }

  /// A transform of the same kind with what a map says otherwise.
  static Field<LabelTransform> read(YamlMap map, LabelTransform defaults) {
    return switch (defaults) {
      case ConfidenceFilter filter -> {
        Field<Double> keep = map.at("keep").share().or(filter.keep());
        Field<Boolean> balanced = map.at("balanced").truth().or(filter.balanced());
        yield map.build(() -> new ConfidenceFilter(keep.value(), balanced.value()));
      }
      case NeighbourFilter filter -> {
        Field<Integer> neighbours = neighbours(map, filter.neighbours());
        Field<OptionalDouble> keep = keep(map, filter.keep());
        yield map.build(() -> new NeighbourFilter(neighbours.value(), keep.value()));
      }
      case NeighbourRelabel relabel -> {
        Field<Integer> neighbours = neighbours(map, relabel.neighbours());
        Field<Double> weight = map.at("weight").share().or(relabel.weight());
        yield map.build(() -> new NeighbourRelabel(neighbours.value(), weight.value()));
      }
      case LogisticFilter filter -> {
        Field<Double> l2 = l2(map, filter.l2());
        Field<Integer> folds = folds(map, filter.folds());
        Field<OptionalDouble> keep = keep(map, filter.keep());
        yield map.build(() -> new LogisticFilter(l2.value(), folds.value(), keep.value()));
      }
      case LogisticRelabel relabel -> {
        Field<Double> l2 = l2(map, relabel.l2());
        Field<Integer> folds = folds(map, relabel.folds());
        Field<Double> weight = map.at("weight").share().or(relabel.weight());
        yield map.build(() -> new LogisticRelabel(l2.value(), folds.value(), weight.value()));
      }
      case TopologicalFilter filter -> topological(map, filter);
      case NoisyChannel channel -> channel(map, channel);
      case Anchor anchor -> {
        Field<Integer> rows = map.at("rows").integer(1).or(anchor.rows());
        yield map.build(() -> new Anchor(rows.value()));
      }
      case Custom custom -> CustomTransforms.read(map, custom);
    };
  }

  private static Field<LabelTransform> topological(YamlMap map, TopologicalFilter filter) {
    Field<Integer> neighbours = neighbours(map, filter.neighbours());
    Field<Integer> outliers =
        map.at("outlier-neighbours").integer(1).or(filter.outlierNeighbours());
    Field<Double> agreement = map.at("agreement").share().or(filter.agreement());
    return map.build(
        () -> new TopologicalFilter(neighbours.value(), outliers.value(), agreement.value()));
  }

  private static Field<LabelTransform> channel(YamlMap map, NoisyChannel channel) {
    Field<Prior> prior = prior(map, channel.prior());
    Field<Integer> iterations = map.at("iterations").integer(1).or(channel.iterations());
    Field<Double> smoothing = map.at("smoothing").positive().or(channel.smoothing());
    return map.build(() -> new NoisyChannel(prior.value(), iterations.value(), smoothing.value()));
  }

  private static Field<Prior> prior(YamlMap map, Prior defaults) {
    Map<String, Prior> priors =
        Map.of(
            FEATURES,
            defaults instanceof Prior.Logistic ? defaults : LOGISTIC,
            STUDENT,
            new Prior.Student());
    Field<Prior> said = map.at("prior").oneOf(priors).or(defaults);
    Field<Double> l2 = l2(map, LOGISTIC.l2());
    Field<Integer> folds = folds(map, LOGISTIC.folds());
    boolean fitted = map.has("l2") || map.has("folds");
    return map.build(() ->
        switch (said.value()) {
          case Prior.Logistic _ -> new Prior.Logistic(l2.value(), folds.value());
          case Prior.Student student when fitted ->
              throw new IllegalArgumentException(
                  "prior must be features where l2 or folds are said, as a student is not fitted");
          case Prior.Student student -> student;
        });
  }

  private static Field<Integer> neighbours(YamlMap map, int fallback) {
    return map.at("neighbours").integer(1).or(fallback);
  }

  private static Field<Double> l2(YamlMap map, double fallback) {
    return map.at("l2").notNegative().or(fallback);
  }

  private static Field<Integer> folds(YamlMap map, int fallback) {
    return map.at("folds").integer(2).or(fallback);
  }

  private static Field<OptionalDouble> keep(YamlMap map, OptionalDouble fallback) {
    return map.at("keep")
        .wordOr(AGREEING, OptionalDouble.empty(), value -> value.share().map(OptionalDouble::of))
        .or(fallback);
  }

  /// The settings of a transform, as a study file names them.
  static List<Setting> of(LabelTransform transform) {
    return switch (transform) {
      case ConfidenceFilter(double keep, boolean balanced) ->
          List.of(
              keep(OptionalDouble.of(keep)),
              new Setting("balanced", "Within each class.", String.valueOf(balanced)));
      case NeighbourFilter(int neighbours, OptionalDouble keep) ->
          List.of(neighbours(neighbours), keep(keep));
      case NeighbourRelabel(int neighbours, double weight) ->
          List.of(neighbours(neighbours), weight(weight));
      case LogisticFilter(double l2, int folds, OptionalDouble keep) ->
          List.of(l2(l2), folds(folds), keep(keep));
      case LogisticRelabel(double l2, int folds, double weight) ->
          List.of(l2(l2), folds(folds), weight(weight));
      case TopologicalFilter(int neighbours, int outlierNeighbours, double agreement) ->
          List.of(
              neighbours(neighbours),
              Setting.of("outlier-neighbours", "That an outlier is told by.", outlierNeighbours),
              Setting.of(
                  "agreement", "Share of them in a row's class, or it goes; 0: stays.", agreement));
      case NoisyChannel(Prior prior, int iterations, double smoothing) ->
          channel(prior, iterations, smoothing);
      case Anchor(int rows) -> List.of(Setting.of("rows", "Whose labels become gold.", rows));
      case Custom custom ->
          CustomTransforms.settings(custom).stream()
              .map(setting -> Setting.of(setting.key(), setting.comment(), setting.value()))
              .toList();
    };
  }

  private static List<Setting> channel(Prior prior, int iterations, double smoothing) {
    List<Setting> settings = new ArrayList<>();
    String comment = "Of the true class: features, a regression on them; student, what it says.";
    switch (prior) {
      case Prior.Logistic(double l2, int folds) -> {
        settings.add(new Setting("prior", comment, FEATURES));
        settings.add(l2(l2));
        settings.add(folds(folds));
      }
      case Prior.Student() -> settings.add(new Setting("prior", comment, STUDENT));
    }
    settings.add(Setting.of("iterations", "Of expectation and maximisation.", iterations));
    settings.add(Setting.of("smoothing", "Added to each cell of the channel.", smoothing));
    return settings;
  }

  private static Setting keep(OptionalDouble keep) {
    return new Setting(
        "keep",
        "Share of the rows that stay; agreeing: those whose class is agreed with.",
        keep.isEmpty() ? AGREEING : RecipeSettings.number(keep.getAsDouble()));
  }

  private static Setting neighbours(int neighbours) {
    return Setting.of("neighbours", "Nearest rows, by the cosine of features.", neighbours);
  }

  private static Setting weight(double weight) {
    return Setting.of("weight", "Of the new label; the rest is the old one's.", weight);
  }

  private static Setting l2(double l2) {
    return Setting.of("l2", "Penalty of the regression.", l2);
  }

  private static Setting folds(int folds) {
    return Setting.of("folds", "No row is judged by a regression that saw it.", folds);
  }

  /// As a file writes it.
  public static String text(LabelTransform transform) {
    return NamedChoice.text(name(transform), of(transform));
  }

  /// All settings that change what comes out, for a step's key.
  static Map<String, Object> canonical(LabelTransform transform) {
    Map<String, Object> node = new TreeMap<>();
    node.put("name", name(transform));
    switch (transform) {
      case ConfidenceFilter(double keep, boolean balanced) -> {
        node.put("keep", CanonicalStep.number(keep));
        node.put("balanced", balanced);
      }
      case NeighbourFilter(int neighbours, OptionalDouble keep) -> {
        node.put("neighbours", neighbours);
        node.put("keep", canonical(keep));
      }
      case NeighbourRelabel(int neighbours, double weight) -> {
        node.put("neighbours", neighbours);
        node.put("weight", CanonicalStep.number(weight));
      }
      case LogisticFilter(double l2, int folds, OptionalDouble keep) -> {
        node.put("l2", CanonicalStep.number(l2));
        node.put("folds", folds);
        node.put("keep", canonical(keep));
      }
      case LogisticRelabel(double l2, int folds, double weight) -> {
        node.put("l2", CanonicalStep.number(l2));
        node.put("folds", folds);
        node.put("weight", CanonicalStep.number(weight));
      }
      case TopologicalFilter(int neighbours, int outlierNeighbours, double agreement) -> {
        node.put("neighbours", neighbours);
        node.put("outlier-neighbours", outlierNeighbours);
        node.put("agreement", CanonicalStep.number(agreement));
      }
      case NoisyChannel(Prior prior, int iterations, double smoothing) -> {
        node.put("prior", canonical(prior));
        node.put("iterations", iterations);
        node.put("smoothing", CanonicalStep.number(smoothing));
      }
      case Anchor(int rows) -> node.put("rows", rows);
      case Custom custom ->
          node.putAll(CanonicalLoss.custom(custom.name(), custom.version(), custom.settings()));
    }
    return node;
  }

  private static Object canonical(OptionalDouble keep) {
    return keep.isEmpty() ? AGREEING : CanonicalStep.number(keep.getAsDouble());
  }

  private static Object canonical(Prior prior) {
    return switch (prior) {
      case Prior.Logistic(double l2, int folds) ->
          new TreeMap<>(Map.of("l2", CanonicalStep.number(l2), "folds", folds));
      case Prior.Student() -> STUDENT;
    };
  }
}
