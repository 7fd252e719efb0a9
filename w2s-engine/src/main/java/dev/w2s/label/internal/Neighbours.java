package dev.w2s.label.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// The nearest other rows of each row, by the cosine of their features in float64; equally near
/// ones in their own order. A row of zeros is at a right angle to all.
public final class Neighbours {
  /// Rows whose cosines with all rows are held at a time.
  private static final int BLOCK = 256;

  /// A product of matrices sums in an order of its own for each place, so that equal rows may
  /// differ in the last bits: cosines are taken to 40 binary digits.
  private static final double GRID = 0x1p40;

  private Neighbours() {}

  /// The k nearest rows of each, nearest first, `[N, k]`.
  ///
  /// @param features `[N, H]`
  /// @throws BadInputException where there are not so many other rows
  public static int[][] nearest(float[][] features, int k) {
    int rows = features.length;
    if (k >= rows) {
      throw new BadInputException(
          "%d neighbours of each row are asked for but there are %d rows; lower neighbours"
              .formatted(k, rows));
    }
    int[][] nearest = new int[rows][];
    double[] unit = unit(features);
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      Tensor all = Tensors.doubles(unit, rows, features[0].length); // [N, H]
      for (int start = 0; start < rows; start += BLOCK) {
        fill(all, start, Math.min(BLOCK, rows - start), k, nearest);
      }
    }
    return nearest;
  }

  private static double[] unit(float[][] features) {
    int width = features[0].length;
    double[] unit = new double[features.length * width];
    for (int i = 0; i < features.length; i++) {
      double square = 0;
      for (float x : features[i]) {
        square += (double) x * x;
      }
      for (int h = 0; h < width && square > 0; h++) {
        unit[i * width + h] = features[i][h] / Math.sqrt(square);
      }
    }
    return unit;
  }

  private static void fill(Tensor all, int start, int count, int k, int[][] nearest) {
    try (Scope scope = Scope.open()) {
      double[] cosines = Tensors.toDoubles(all.narrow(0, start, count).mm(all.t())); // [n, N]
      int rows = nearest.length;
      for (int i = 0; i < count; i++) {
        nearest[start + i] = largest(cosines, i * rows, rows, start + i, k);
      }
    }
  }

  /// Places of the k largest cosines of one row but its own, by insertion: most are smaller than
  /// the k-th so far.
  private static int[] largest(double[] cosines, int offset, int rows, int own, int k) {
    int[] places = new int[k];
    double[] values = new double[k];
    Arrays.fill(values, Double.NEGATIVE_INFINITY);
    for (int j = 0; j < rows; j++) {
      double cosine = Math.rint(cosines[offset + j] * GRID);
      if (j != own && cosine > values[k - 1]) {
        insert(places, values, j, cosine);
      }
    }
    return places;
  }

  private static void insert(int[] places, double[] values, int place, double value) {
    int at = values.length - 1;
    while (at > 0 && values[at - 1] < value) {
      values[at] = values[at - 1];
      places[at] = places[at - 1];
      at--;
    }
    values[at] = value;
    places[at] = place;
  }

  /// The mean of the neighbours' labels, `[N, k]`.
  public static double[][] mean(int[][] nearest, double[][] labels) {
    double[][] mean = new double[nearest.length][];
    for (int i = 0; i < mean.length; i++) {
      double[] sum = new double[labels[0].length];
      for (int j : nearest[i]) {
        Rows.add(sum, labels[j]);
      }
      mean[i] = Arrays.stream(sum).map(s -> s / nearest[0].length).toArray();
    }
    return mean;
  }
}
