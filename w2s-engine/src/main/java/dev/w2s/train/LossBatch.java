package dev.w2s.train;

/// What a loss is given of one batch. The arrays must not be changed.
///
/// @param logits of the model that is trained, `[B, k]`
/// @param labels soft labels, rows sum to 1, `[B, k]`
/// @param progress share of the training's steps that is done, from 0 at the first step to under 1
///   at the last
/// @param memory what the loss last said is to be remembered of each row, 0 at first, `[B, m]`; m
///   is [Objective#memory]
public record LossBatch(double[][] logits, double[][] labels, double progress, double[][] memory) {
  /// A batch for a loss that remembers nothing.
  public LossBatch(double[][] logits, double[][] labels, double progress) {
    this(logits, labels, progress, new double[logits.length][0]);
  }

  /// How many rows B it has.
  public int rows() {
    return logits.length;
  }
}
