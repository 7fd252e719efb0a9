package dev.w2s.train;

/// What a loss says of one batch.
///
/// @param mean the loss, a mean over the batch's rows
/// @param gradient of the mean with respect to the logits, `[B, k]`
/// @param memory what is remembered of each row from now on, `[B, m]`; m is [Objective#memory]
public record BatchLoss(double mean, double[][] gradient, double[][] memory) {
  /// What a loss says that remembers nothing.
  public BatchLoss(double mean, double[][] gradient) {
    this(mean, gradient, new double[gradient.length][0]);
  }
}
