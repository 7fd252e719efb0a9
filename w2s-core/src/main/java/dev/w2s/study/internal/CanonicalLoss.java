package dev.w2s.study.internal;

import dev.w2s.study.Loss;
import dev.w2s.study.LossSetting;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The canonical form of a loss: its name and settings, and its version where that is not 1. It is
/// a loss's own version that grows when its numbers change, not that of finetuning: results of
/// other losses stay good.
final class CanonicalLoss {
  private CanonicalLoss() {}

  /// @param classes k of the task
  static Map<String, Object> of(Loss loss, int classes) {
    return loss instanceof Loss.Custom custom ? custom(custom) : builtIn(loss, classes);
  }

  // Settings lie apart from the node's own keys, so that no name of a setting can hide one.
  private static Map<String, Object> custom(Loss.Custom loss) {
    return switch (loss) {
      case Loss.Custom(String name, int version, SortedMap<String, Double> settings) ->
          custom(name, version, settings);
    };
  }

  /// What is not built in, a loss or a transform.
  static Map<String, Object> custom(String name, int version, SortedMap<String, Double> settings) {
    Map<String, Double> numbers = new TreeMap<>();
    settings.forEach((key, value) -> numbers.put(key, CanonicalStep.number(value)));
    return new TreeMap<>(
        Map.of("name", "custom", "custom", name, "version", version, "settings", numbers));
  }

  private static Map<String, Object> builtIn(Loss loss, int classes) {
    Map<String, Object> node = new TreeMap<>();
    node.put("name", LossSettings.name(loss));
    for (LossSetting setting : LossSettings.of(loss)) {
      node.put(setting.key(), CanonicalStep.number(setting.value()));
    }
    if (version(loss, classes) > 1) {
      node.put("version", version(loss, classes));
    }
    return node;
  }

  private static int version(Loss loss, int classes) {
    return switch (loss) {
      // 2: for more than two classes, predictions are hardened by prior-matched assignment, before
      // by distribution alignment. For two classes it is the published threshold as ever.
      case Loss.PaperConfidence l -> classes > 2 ? 2 : 1;
      case Loss.OpenAiConfidence l -> classes > 2 ? 2 : 1;
      case Loss.CrossEntropy l -> 1;
      case Loss.HardCrossEntropy l -> 1;
      case Loss.EleutherConfidence l -> 1;
      case Loss.Entropy l -> 1;
      case Loss.Window l -> 1;
      case Loss.Product l -> 1;
      case Loss.ForwardKl l -> 1;
      case Loss.ReverseKl l -> 1;
      case Loss.ReverseCrossEntropy l -> 1;
      case Loss.AdaptiveConfidence l -> 1;
      case Loss.LabelSmoothing l -> 1;
      case Loss.GeneralisedCrossEntropy l -> 1;
      case Loss.SymmetricCrossEntropy l -> 1;
      case Loss.EarlyLearning l -> 1;
      case Loss.Custom l -> l.version();
    };
  }
}
