package dev.w2s.train;

import java.util.OptionalDouble;

/// Hears how far a training or a prediction is; called after each batch on the thread that works,
/// so it must return at once.
@FunctionalInterface
public interface Progress {
  /// Hears nothing.
  Progress NONE = (done, all, loss) -> {};

  /// So much is done.
  ///
  /// @param done rows gone through, over all epochs; starts above 0 where work goes on from a
  ///   checkpoint
  /// @param all rows to go through, over all epochs
  /// @param loss mean over the last batch; empty in a prediction
  void advanced(long done, long all, OptionalDouble loss);
}
