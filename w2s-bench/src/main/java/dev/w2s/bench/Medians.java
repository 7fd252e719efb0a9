package dev.w2s.bench;

import java.util.List;

/// Medians of times, which one slow moment does not move.
final class Medians {
  private Medians() {}

  static double of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /// The same without the first ones, in which a program warms up.
  static double of(List<Double> values, int skipped) {
    return of(values.subList(skipped, values.size()));
  }
}
