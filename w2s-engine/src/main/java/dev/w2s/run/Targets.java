package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.study.StepKey;
import dev.w2s.study.TrainingLabels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What rows are held to in a training: a distribution over the classes for each.
interface Targets {
  /// The distribution of one row, `[k]`; empty where it has none and is not trained on.
  Optional<float[]> of(Example row);

  /// The rows that have one, in their order.
  default List<Example> covered(List<Example> rows) {
    return rows.stream().filter(row -> of(row).isPresent()).toList();
  }

  /// Those of many rows that all have one, `[N, k]`.
  default float[][] of(List<Example> rows) {
    return rows.stream().map(row -> of(row).orElseThrow()).toArray(float[][]::new);
  }

  /// Those that a step is trained on.
  static Targets of(TrainingLabels labels, int classes, Kept kept) {
    return switch (labels) {
      case TrainingLabels.Gold() -> gold(classes);
      case TrainingLabels.Weak(StepKey from) -> weak(kept.predictions(from));
    };
  }

  /// All weight on the gold class.
  static Targets gold(int classes) {
    return row -> {
      float[] target = new float[classes];
      target[row.label()] = 1;
      return Optional.of(target);
    };
  }

  /// The soft labels that were given.
  static Targets weak(List<Prediction> labels) {
    Map<String, float[]> byId = new HashMap<>();
    labels.forEach(label -> byId.put(label.id(), label.probabilities()));
    return row -> Optional.ofNullable(byId.get(row.id()));
  }
}
