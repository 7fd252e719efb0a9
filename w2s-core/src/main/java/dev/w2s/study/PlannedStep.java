package dev.w2s.study;

import dev.w2s.study.internal.CanonicalStep;
import java.util.List;
import java.util.Objects;

/// A step in the plan of one study.
///
/// @param key the step's identity
/// @param step what is to be done
/// @param needs steps whose results it reads
/// @param title for people: `seed 0: student (confidence)`
public record PlannedStep(StepKey key, Step step, List<StepKey> needs, String title) {
  public PlannedStep {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(step, "step");
    needs = List.copyOf(needs);
    if (title.isBlank()) {
      throw new IllegalArgumentException("a planned step needs a title");
    }
  }

  /// What kind of step it is, as its key says: `examples`, `finetune`, `label`, ...
  public String kind() {
    return CanonicalStep.kind(step);
  }
}
