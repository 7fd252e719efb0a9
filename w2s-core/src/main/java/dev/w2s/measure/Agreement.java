package dev.w2s.measure;

import java.util.List;

/// How often two sources of labels name the same class.
public final class Agreement {
  private Agreement() {}

  /// Share of rows on which two label vectors agree, `[rows]` each.
  public static double of(int[] labels, int[] others) {
    return Outcomes.of(List.of(labels), others).accuracy();
  }
}
