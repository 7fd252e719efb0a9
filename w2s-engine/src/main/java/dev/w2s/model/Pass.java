package dev.w2s.model;

import dev.w2s.study.Precision;
import java.util.Objects;

/// How a network is gone through.
///
/// @param precision of matrix products; attention, norms and sums are float32 always
/// @param dropout probability; 0 outside training
public record Pass(Precision precision, double dropout) {
  /// Without dropout, in float32.
  public static final Pass EXACT = new Pass(Precision.FLOAT32, 0);

  public Pass {
    Objects.requireNonNull(precision, "precision");
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "dropout must be at least 0 and under 1 but was " + dropout);
    }
  }
}
