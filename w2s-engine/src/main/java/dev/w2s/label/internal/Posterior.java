package dev.w2s.label.internal;

/// Distributions from their logarithms.
final class Posterior {
  private Posterior() {}

  /// `exp(l) / sum exp(l)`, shifted by the largest so that nothing overflows; a class that is
  /// impossible stays so.
  static double[] of(double[] logs) {
    double largest = logs[Rows.largest(logs)];
    double[] shifted = new double[logs.length];
    for (int y = 0; y < logs.length; y++) {
      shifted[y] = Math.exp(logs[y] - largest);
    }
    return Rows.normalised(shifted);
  }
}
