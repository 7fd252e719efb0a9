package dev.w2s.study.internal;

import dev.w2s.study.LabelCombination;
import dev.w2s.study.LabelCombination.Boosting;
import dev.w2s.study.LabelCombination.DawidSkene;
import dev.w2s.study.LabelCombination.LearnedWeights;
import dev.w2s.study.LabelCombination.MajorityVote;
import dev.w2s.study.LabelCombination.Mean;
import dev.w2s.study.internal.NamedChoice.Setting;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// How several label sources become one, as a study file writes it: `majority-vote`, or
/// `{dawid-skene: {iterations: 50}}`.
public final class LabelCombinationSettings {
  /// Every combination with the settings that it has unless a file says otherwise.
  static final SequencedMap<String, LabelCombination> DEFAULTS =
      NamedChoice.choices(
          LabelCombinationSettings::name,
          List.of(
              new Mean(),
              LearnedWeights.DEFAULT,
              Boosting.DEFAULT,
              new MajorityVote(),
              DawidSkene.DEFAULT));

  private LabelCombinationSettings() {}

  /// What a file calls a combination.
  public static String name(LabelCombination combination) {
    return switch (combination) {
      case Mean() -> "mean";
      case LearnedWeights _ -> "learned-weights";
      case Boosting _ -> "boosting";
      case MajorityVote() -> "majority-vote";
      case DawidSkene _ -> "dawid-skene";
    };
  }

  /// Reads a combination by its name, or a map from its name to its settings.
  static Field<LabelCombination> read(YamlValue value) {
    return NamedChoice.read(
        value, "a combination of labels", DEFAULTS, LabelCombinationSettings::read);
  }

  /// A combination of the same kind with what a map says otherwise.
  static Field<LabelCombination> read(YamlMap map, LabelCombination defaults) {
    return switch (defaults) {
      case Mean _, MajorityVote _ -> map.build(() -> defaults);
      case LearnedWeights weights -> {
        Field<Double> l2 = map.at("l2").positive().or(weights.l2());
        yield map.build(() -> new LearnedWeights(l2.value()));
      }
      case Boosting boosting -> {
        Field<Integer> supervisors = map.at("supervisors").integer(2).or(boosting.supervisors());
        yield map.build(() -> new Boosting(supervisors.value()));
      }
      case DawidSkene crowd -> {
        Field<Integer> iterations = map.at("iterations").integer(1).or(crowd.iterations());
        Field<Double> smoothing = map.at("smoothing").positive().or(crowd.smoothing());
        yield map.build(() -> new DawidSkene(iterations.value(), smoothing.value()));
      }
    };
  }

  /// The settings of a combination, as a study file names them.
  static List<Setting> of(LabelCombination combination) {
    return switch (combination) {
      case Mean _, MajorityVote _ -> List.of();
      case LearnedWeights(double l2) ->
          List.of(Setting.of("l2", "Draws the weights to equal ones.", l2));
      case Boosting(int supervisors) ->
          List.of(Setting.of("supervisors", "Trained one after the other.", supervisors));
      case DawidSkene(int iterations, double smoothing) ->
          List.of(
              Setting.of("iterations", "At most.", iterations),
              Setting.of("smoothing", "Added to each cell of a confusion matrix.", smoothing));
    };
  }

  /// As a file writes it.
  static String text(LabelCombination combination) {
    return NamedChoice.text(name(combination), of(combination));
  }

  /// All settings that change what comes out, for a step's key.
  static Map<String, Object> canonical(LabelCombination combination) {
    Map<String, Object> node = new TreeMap<>();
    node.put("name", name(combination));
    switch (combination) {
      case Mean(), MajorityVote() -> {}
      case LearnedWeights(double l2) -> node.put("l2", CanonicalStep.number(l2));
      case Boosting(int supervisors) -> node.put("supervisors", supervisors);
      case DawidSkene(int iterations, double smoothing) -> {
        node.put("iterations", iterations);
        node.put("smoothing", CanonicalStep.number(smoothing));
      }
    }
    return node;
  }
}
