package dev.w2s.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Accuracy that does not hang on how many rows are of which kind: the mean, over the kinds, of the
/// accuracy among the rows of one (with two kinds "balanced accuracy", the classes being the
/// kinds).
///
/// Its intervals are those of [Bootstrap#STANDARD], of the mean of each row's linear part, `a + n /
/// (K n_k) (x - a_k)`: a is the mean over the K kinds, x whether a row of kind k is right, a_k the
/// accuracy of its kind, n_k of n rows. The mean over all rows is a; its spread is that of a to
/// first order, with that of the kinds' numbers (Särndal, Swensson and Wretman 1992, section 7.6,
/// post-stratification).
public final class EvenAccuracy {
  private final int[] kinds;
  private final int count;

  /// Rows of some kinds.
  ///
  /// @param kinds of each row, from 0; a negative one counts for nothing
  /// @param count of the kinds, K
  /// @throws IllegalArgumentException where there is no row of one
  public EvenAccuracy(int[] kinds, int count) {
    this.kinds = kinds.clone();
    this.count = count;
    for (int kind = 0; kind < count; kind++) {
      if (rows(kind).length == 0) {
        throw new IllegalArgumentException("there is no row of kind " + kind);
      }
    }
  }

  /// The mean over the kinds.
  ///
  /// @param of one row for each kind
  public Estimate accuracy(Outcomes of) {
    return clamped(estimate(parts(of)), 0);
  }

  /// Accuracy among the rows of one kind.
  public Estimate accuracy(Outcomes of, int kind) {
    double[][] values = new double[of.seeds()][];
    for (int s = 0; s < values.length; s++) {
      values[s] = values(of, s, rows(kind));
    }
    return clamped(estimate(values), 0);
  }

  /// `first - second` of the means over the kinds, paired by seed and row.
  public Estimate difference(Outcomes first, Outcomes second) {
    double[][] parts = parts(first);
    double[][] others = parts(second);
    for (int s = 0; s < parts.length; s++) {
      for (int i = 0; i < parts[s].length; i++) {
        parts[s][i] -= others[s][i];
      }
    }
    return clamped(estimate(parts), -1);
  }

  /// The linear part of each row that counts, `[S, n]`.
  private double[][] parts(Outcomes of) {
    int[] rows = IntStream.range(0, kinds.length).filter(i -> kinds[i] >= 0).toArray();
    double[] accuracies = new double[count];
    double[] weights = new double[count];
    for (int kind = 0; kind < count; kind++) {
      int[] alike = rows(kind);
      accuracies[kind] =
          IntStream.range(0, of.seeds())
                  .mapToDouble(s -> Arrays.stream(values(of, s, alike)).sum())
                  .sum()
              / ((double) alike.length * of.seeds());
      weights[kind] = (double) rows.length / ((double) count * alike.length);
    }
    double mean = Arrays.stream(accuracies).average().orElseThrow();
    double[][] parts = new double[of.seeds()][];
    for (int s = 0; s < parts.length; s++) {
      parts[s] = values(of, s, rows);
      for (int i = 0; i < rows.length; i++) {
        int kind = kinds[rows[i]];
        parts[s][i] = mean + weights[kind] * (parts[s][i] - accuracies[kind]);
      }
    }
    return parts;
  }

  private int[] rows(int kind) {
    return IntStream.range(0, kinds.length).filter(i -> kinds[i] == kind).toArray();
  }

  /// 1 where a row was right in a seed, 0 where it was not.
  private static double[] values(Outcomes of, int seed, int[] rows) {
    return IntStream.of(rows).mapToDouble(i -> of.right(seed, i) ? 1 : 0).toArray();
  }

  private static Estimate estimate(double[][] values) {
    double mean = Arrays.stream(values).flatMapToDouble(Arrays::stream).average().orElseThrow();
    Interval interval = SeedMeans.interval(Bootstrap.STANDARD, values);
    return new Estimate(mean, interval, values[0].length, values.length);
  }

  private static Estimate clamped(Estimate of, double least) {
    Interval interval = of.interval();
    return new Estimate(
        Math.clamp(of.value(), least, 1),
        new Interval(
            Math.clamp(interval.low(), least, 1),
            Math.clamp(interval.high(), least, 1),
            interval.level()),
        of.rows(),
        of.seeds());
  }
}
