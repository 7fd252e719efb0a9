package dev.w2s.measure;

import java.util.Objects;

/// A number with its error: no number is shown without them.
///
/// @param value over all seeds and rows
/// @param interval by bootstrap over seeds and rows
/// @param rows test rows, n
/// @param seeds repetitions
public record Estimate(double value, Interval interval, int rows, int seeds) {
  public Estimate {
    Objects.requireNonNull(interval, "interval");
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("an estimate must be a number but was " + value);
    }
    if (rows < 1 || seeds < 1) {
      throw new IllegalArgumentException(
          "an estimate needs rows and seeds but has " + rows + " and " + seeds);
    }
  }
}
