package dev.w2s.measure;

import java.util.List;

/// By how much one model is more accurate than another.
public final class Difference {
  private Difference() {}

  /// `first - second`, paired by seed and row, with the interval of [Bootstrap#STANDARD].
  public static Estimate of(Outcomes first, Outcomes second) {
    return Bootstrap.STANDARD.of(List.of(first, second)).difference(first, second);
  }
}
