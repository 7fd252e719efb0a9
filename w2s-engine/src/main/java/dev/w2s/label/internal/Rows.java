package dev.w2s.label.internal;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Rows of matrices, and small things done to each.
public final class Rows {
  private Rows() {}

  /// Some of the rows.
  public static float[][] of(float[][] all, int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> all[row]).toArray(float[][]::new);
  }

  /// Some of the rows.
  public static double[][] of(double[][] all, int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> all[row]).toArray(double[][]::new);
  }

  /// Sum of the numbers.
  public static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /// Adds numbers to others.
  static void add(double[] to, double[] what) {
    for (int c = 0; c < to.length; c++) {
      to[c] += what[c];
    }
  }

  /// Divided by their sum.
  public static double[] normalised(double[] values) {
    double sum = sum(values);
    return Arrays.stream(values).map(value -> value / sum).toArray();
  }

  /// Place of the largest number, the first of equals.
  public static int largest(double[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      if (values[c] > values[best]) {
        best = c;
      }
    }
    return best;
  }

  /// Place of the largest number but for one place, the first of equals.
  static int largestBut(int left, double[] values) {
    double[] others = values.clone();
    others[left] = Double.NEGATIVE_INFINITY;
    return largest(others);
  }

  /// The most probable class of each row, `[N]`.
  public static int[] hard(double[][] probabilities) {
    return Arrays.stream(probabilities).mapToInt(Rows::largest).toArray();
  }

  /// All weight on one class, `[k]`.
  public static double[] certain(int label, int classes) {
    double[] probabilities = new double[classes];
    probabilities[label] = 1;
    return probabilities;
  }

  /// `sum_c |a_c - b_c|`.
  static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      sum += Math.abs(a[c] - b[c]);
    }
    return sum;
  }

  /// `(1 - weight) a + weight b` of each row.
  public static double[][] blend(double[][] a, double[][] b, double weight) {
    double[][] blend = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int c = 0; c < a[i].length; c++) {
        blend[i][c] = (1 - weight) * a[i][c] + weight * b[i][c];
      }
    }
    return blend;
  }

  /// In float64.
  public static double[] widened(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(c -> values[c]).toArray();
  }

  /// In float32.
  public static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int c = 0; c < narrow.length; c++) {
      narrow[c] = (float) values[c];
    }
    return narrow;
  }

  /// `floor(share of)`, of the share as it is written in decimals: .29 of 100 is 29.
  public static int floor(double share, int of) {
    return BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(of)).intValue();
  }

  /// The share of rows that are smallest by a score, in their own order: all but `floor((1 - keep)
  /// N)`, and of equals the first.
  ///
  /// @param rows ascending
  public static int[] best(int[] rows, IntToDoubleFunction score, double keep) {
    int out =
        BigDecimal.ONE
            .subtract(BigDecimal.valueOf(keep))
            .multiply(BigDecimal.valueOf(rows.length))
            .intValue();
    return Arrays.stream(sorted(rows, score)).limit(rows.length - out).sorted().toArray();
  }

  /// The rows by a score, smallest first, equals in their own order.
  public static int[] sorted(int[] rows, IntToDoubleFunction score) {
    return Arrays.stream(rows)
        .boxed()
        .sorted(Comparator.comparingDouble(score::applyAsDouble))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /// All rows, `0 .. count - 1`.
  public static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }
}
