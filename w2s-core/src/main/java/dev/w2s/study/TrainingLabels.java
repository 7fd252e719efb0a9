package dev.w2s.study;

import java.util.stream.Stream;

/// What a training is held to.
public sealed interface TrainingLabels {
  /// The gold labels.
  record Gold() implements TrainingLabels {}

  /// Weak labels: the result of a [Labelling] step. Rows that have none are not trained on.
  record Weak(StepKey from) implements TrainingLabels {}

  /// The step that gave them, where one did.
  default Stream<StepKey> steps() {
    return switch (this) {
      case Gold() -> Stream.empty();
      case Weak(StepKey from) -> Stream.of(from);
    };
  }
}
