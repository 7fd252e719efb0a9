package dev.w2s.measure;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// A median over tasks.
///
/// @param value the middle one, or the mean of the two in the middle
/// @param interval from the k-th smallest to the k-th largest value, k the largest whose binomial
///   probability is at least 95 %, and that probability is its level (David and Nagaraja, "Order
///   Statistics", 2003, section 7.1); empty where the extremes themselves hold the median less
///   often than that: fewer than 6 values
/// @param count how many values
public record Median(double value, Optional<Interval> interval, int count) {
  private static final double LEVEL = .95;

  /// The median of values.
  ///
  /// @param values finite, at least one
  public static Median of(double[] values) {
    if (values.length == 0 || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "a median needs numbers but has " + Arrays.toString(values));
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double value = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return new Median(value, interval(sorted), n);
  }

  private static Optional<Interval> interval(double[] sorted) {
    BinomialDistribution below = BinomialDistribution.of(sorted.length, .5);
    int k = 0;
    while (1 - 2 * below.cumulativeProbability(k) >= LEVEL) {
      k++;
    }
    if (k == 0) {
      return Optional.empty();
    }
    double level = 1 - 2 * below.cumulativeProbability(k - 1);
    return Optional.of(new Interval(sorted[k - 1], sorted[sorted.length - k], level));
  }
}
