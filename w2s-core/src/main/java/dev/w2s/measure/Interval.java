package dev.w2s.measure;

/// A confidence interval.
///
/// @param low its lower end
/// @param high its upper end
/// @param level of confidence, e.g. .95
public record Interval(double low, double high, double level) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "an interval's low end must not lie above its high end but " + low + " > " + high);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "a confidence level must lie between 0 and 1 but was " + level);
    }
  }

  /// Whether the value lies in it, ends included.
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
