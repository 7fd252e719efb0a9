package dev.w2s.train;

import dev.w2s.problem.BadInputException;
import dev.w2s.study.Loss;
import dev.w2s.train.internal.Objectives;

/// A loss in numbers: float64, with its exact gradient, so that it can be checked without a
/// network. It is a pure function: what it has to know of earlier steps, it is given.
public interface Objective {
  /// Loss and gradient over the rows of a batch.
  BatchLoss of(LossBatch batch);

  /// Whether the loss of a row depends on the other rows of its batch; a batch may else be given in
  /// pieces.
  default boolean needsWholeBatch() {
    return false;
  }

  /// How many numbers are remembered of each row from one epoch to the next, as float32 in the
  /// training's checkpoints; none by default.
  ///
  /// @param classes k
  default int memory(int classes) {
    return 0;
  }

  /// The numbers behind a loss of a study.
  ///
  /// @throws BadInputException where it is not built in, and not on the class path
  static Objective of(Loss loss) {
    return Objectives.of(loss);
  }
}
