package dev.w2s.measure;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Holm's correction for many tests: "A Simple Sequentially Rejective Multiple Test Procedure",
/// Scandinavian Journal of Statistics 6, 1979.
public final class Holm {
  private Holm() {}

  /// Adjusted p, in the order given: the j-th smallest of m is multiplied by `m - j + 1`, is at
  /// least that of the one before it, and at most 1. Those below a level are significant together
  /// at that level, whatever their dependence.
  ///
  /// @param p of each test
  public static double[] adjust(double[] p) {
    List<Integer> order =
        IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(i -> p[i])).toList();
    double[] adjusted = new double[p.length];
    double least = 0;
    for (int j = 0; j < p.length; j++) {
      least = Math.max(least, Math.min(1, (p.length - j) * p[order.get(j)]));
      adjusted[order.get(j)] = least;
    }
    return adjusted;
  }
}
