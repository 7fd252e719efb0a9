package dev.w2s.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A linear axis from values to pixels, with ticks at round numbers.
///
/// @param low value at the left end
/// @param high value at the right end
/// @param left pixel of the left end
/// @param right pixel of the right end
record Axis(double low, double high, double left, double right) {
  private static final int TICKS = 5;

  Axis {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "an axis needs low < high but has " + low + " and " + high);
    }
  }

  /// Whether a value lies between the ends.
  boolean holds(double value) {
    return low <= value && value <= high;
  }

  /// Where a value lies; values beyond an end are drawn at it.
  double at(double value) {
    return left + (Math.clamp(value, low, high) - low) / (high - low) * (right - left);
  }

  /// The same, as it is written into SVG.
  String x(double value) {
    return String.format(Locale.ROOT, "%.1f", at(value));
  }

  /// Multiples of 1, 2 or 5 times a power of ten.
  List<Double> ticks() {
    double step = step();
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private double step() {
    double rough = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double lead = rough / power;
    return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
  }
}
