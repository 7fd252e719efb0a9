package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What rows are held to in a training: a distribution over the classes for each.
@FunctionalInterface
interface Targets {
  /// The distribution of one row, `[k]`.
  float[] of(Example row);

  /// Those of many, `[N, k]`.
  default float[][] of(List<Example> rows) {
    return rows.stream().map(this::of).toArray(float[][]::new);
  }

  /// Those that a step is trained on.
  static Targets of(Step.Labels labels, int classes, Kept kept) {
    return switch (labels) {
      case Step.Labels.Gold() -> gold(classes);
      case Step.Labels.Weak(StepKey from) -> weak(kept.predictions(from));
    };
  }

  /// All weight on the gold class.
  static Targets gold(int classes) {
    return row -> {
      float[] target = new float[classes];
      target[row.label()] = 1;
      return target;
    };
  }

  /// The soft labels that were given.
  static Targets weak(List<Prediction> labels) {
    Map<String, float[]> byId = new HashMap<>();
    labels.forEach(label -> byId.put(label.id(), label.probabilities()));
    return row -> {
      float[] target = byId.get(row.id());
      if (target == null) {
        throw new FailedException(
            "the kept weak labels hold none for row '%s'; delete their folder and run again"
                .formatted(row.id()));
      }
      return target;
    };
  }
}
