package dev.w2s.train.internal;

import dev.w2s.train.BatchLoss;
import dev.w2s.train.LossBatch;
import dev.w2s.train.Objective;

/// A loss whose rows do not depend on each other.
record RowWise(Formula formula) implements Objective {
  /// The loss of one row.
  @FunctionalInterface
  interface Formula {
    /// Value and gradient.
    ///
    /// @param logits `[k]`
    /// @param label `[k]`
    /// @param progress see [LossBatch#progress]
    RowLoss of(double[] logits, double[] label, double progress);
  }

  @Override
  public BatchLoss of(LossBatch batch) {
    RowLoss[] rows = new RowLoss[batch.rows()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = formula.of(batch.logits()[i], batch.labels()[i], batch.progress());
    }
    return RowLoss.mean(rows);
  }
}
