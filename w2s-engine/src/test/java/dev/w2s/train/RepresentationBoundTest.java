package dev.w2s.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RepresentationBoundTest {
  private static final Outputs CLASSES = Outputs.classes(2);
  private static final Outputs ALTERNATIVES = new Outputs(2, true);

  /// Four orthogonal directions of eight rows, each of mean 0 and variance 1.
  private static final int[][] WAVES = {
    {1, 1, 1, 1, -1, -1, -1, -1},
    {1, 1, -1, -1, 1, 1, -1, -1},
    {1, -1, 1, -1, 1, -1, 1, -1},
    {1, 1, -1, -1, -1, -1, 1, 1}
  };

  @BeforeAll
  static void start() {
    Libtorch.start(2);
  }

  @Test
  void equalRepresentationsMissWhatTheirRidgesHide() {
    float[][] rows = rows(new double[][] {{1, 0}, {0, .5}});
    // Shares 1 / 1.1 and .25 / .35: the norm is the larger of p (1 - p).
    double p = .25 / .35;
    RepresentationBound bound = of(rows, rows, CLASSES);
    assertThat(bound.norm()).isCloseTo(p * (1 - p), within(1e-7));
    assertThat(bound.weak()).isEqualTo(2);
    assertThat(bound.strong()).isEqualTo(2);
  }

  @Test
  void whatTheSupervisorDoesNotSeeAtAllCountsInFull() {
    RepresentationBound bound =
        of(rows(new double[][] {{3}}), rows(new double[][] {{0}, {7}}), CLASSES);
    assertThat(bound.norm()).isCloseTo(1 / 1.1, within(1e-7));
  }

  /// The student's only direction is at an angle to the supervisor's.
  @Test
  void anAngleIsSeenInPart() {
    double angle = Math.toRadians(30);
    RepresentationBound bound =
        of(
            rows(new double[][] {{1}}),
            rows(new double[][] {{Math.cos(angle)}, {Math.sin(angle)}}),
            CLASSES);
    double hidden = Math.cos(angle) * (1 - 1 / 1.1);
    double expected = Math.hypot(hidden, Math.sin(angle)) / 1.1;
    assertThat(bound.norm()).isCloseTo(expected, within(1e-7));
  }

  @Test
  void directionsOfHardlyAnyVarianceAreLeftOut() {
    // Variances of .0121 and .0081 of the largest.
    float[][] rows = rows(new double[][] {{1, 0, 0}, {0, .11, 0}, {0, 0, .09}});
    assertThat(of(rows, rows, CLASSES).strong()).isEqualTo(2);
  }

  @Test
  void neitherPlaceNorScaleOfARepresentationMatters() {
    float[][] weak = gaussian(1, 20, 3);
    float[][] strong = gaussian(2, 20, 4);
    float[][] moved = new float[20][];
    Arrays.setAll(
        moved, i -> new float[] {5 * weak[i][0] + 1, 5 * weak[i][1] - 2, 5 * weak[i][2] + 3});
    assertThat(of(moved, strong, CLASSES).norm())
        .isCloseTo(of(weak, strong, CLASSES).norm(), within(1e-6));
  }

  @Test
  void isTheNormOfTheProductOfTheRegressions() {
    float[][] weak = gaussian(3, 12, 3);
    float[][] strong = gaussian(4, 12, 5);
    double[][] missed = regression(weak);
    for (int i = 0; i < missed.length; i++) {
      for (int j = 0; j < missed.length; j++) {
        missed[i][j] = (i == j ? 1 : 0) - missed[i][j];
      }
    }
    double[][] product = product(regression(strong), missed);
    double square = largest(product(transposed(product), product));
    assertThat(of(weak, strong, CLASSES).norm()).isCloseTo(Math.sqrt(square), within(1e-9));
  }

  @Test
  void ofAlternativesOnlyTheDifferencesTell() {
    float[][] weak = gaussian(5, 16, 3);
    float[][] strong = gaussian(6, 16, 3);
    float[][] shifted = new float[16][];
    // Each pair of alternatives is moved as one.
    for (int i = 0; i < shifted.length; i++) {
      int pair = i / 2;
      shifted[i] = new float[] {weak[i][0] + pair, weak[i][1] - 3 * pair, weak[i][2] + pair % 2};
    }
    assertThat(of(shifted, strong, ALTERNATIVES).norm())
        .isCloseTo(of(weak, strong, ALTERNATIVES).norm(), within(1e-5));
    assertThat(of(shifted, strong, CLASSES).norm())
        .isNotCloseTo(of(weak, strong, CLASSES).norm(), within(1e-2));
  }

  @Test
  void aRepresentationThatTellsNoRowsApartLearnsNothing() {
    RepresentationBound bound = of(gaussian(7, 8, 2), new float[8][2], CLASSES);
    assertThat(bound).isEqualTo(new RepresentationBound(0, 2, 0));
    assertThat(of(new float[8][2], rows(new double[][] {{1}}), CLASSES).norm())
        .isCloseTo(1 / 1.1, within(1e-7));
  }

  private static RepresentationBound of(float[][] weak, float[][] strong, Outputs outputs) {
    try (FrozenFeatures first = frozen(weak);
        FrozenFeatures second = frozen(strong)) {
      return RepresentationBound.of(first, second, outputs);
    }
  }

  private static FrozenFeatures frozen(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = rows[i / rows[0].length][i % rows[0].length];
    }
    try (Scope scope = Scope.open()) {
      return FrozenFeatures.of(scope.keep(Tensors.floats(flat, rows.length, rows[0].length)), true);
    }
  }

  /// Rows whose features are sums of waves.
  ///
  /// @param weights of each wave in each feature
  private static float[][] rows(double[][] weights) {
    float[][] rows = new float[8][weights[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int w = 0; w < weights.length; w++) {
        for (int h = 0; h < weights[w].length; h++) {
          rows[i][h] += (float) (weights[w][h] * WAVES[w][i]);
        }
      }
    }
    return rows;
  }

  private static float[][] gaussian(long seed, int rows, int width) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] features = new float[rows][width];
    for (float[] row : features) {
      for (int h = 0; h < width; h++) {
        row[h] = (float) random.nextGaussian();
      }
    }
    return features;
  }

  /// `K (K + ridge I)^-1`, written out.
  private static double[][] regression(float[][] features) {
    int n = features.length;
    double[][] rows = new double[n][features[0].length];
    for (int h = 0; h < rows[0].length; h++) {
      double mean = 0;
      for (float[] row : features) {
        mean += row[h] / n;
      }
      for (int i = 0; i < n; i++) {
        rows[i][h] = features[i][h] - mean;
      }
    }
    double[][] kernel = product(rows, transposed(rows));
    Arrays.stream(kernel).forEach(row -> Arrays.setAll(row, j -> row[j] / n));
    double ridge = .1 * largest(kernel);
    double[][] sum = new double[n][];
    for (int i = 0; i < n; i++) {
      sum[i] = kernel[i].clone();
      sum[i][i] += ridge;
    }
    return product(kernel, inverse(sum));
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  private static double[][] transposed(double[][] a) {
    double[][] transposed = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        transposed[j][i] = a[i][j];
      }
    }
    return transposed;
  }

  /// The largest eigenvalue of a symmetric matrix without negative ones, by the power method.
  private static double largest(double[][] matrix) {
    double[][] vector = new double[matrix.length][1];
    for (int i = 0; i < vector.length; i++) {
      vector[i][0] = 1.0 / (i + 2);
    }
    double norm = 0;
    for (int step = 0; step < 5000; step++) {
      vector = product(matrix, vector);
      norm = Math.sqrt(Arrays.stream(vector).mapToDouble(v -> v[0] * v[0]).sum());
      for (double[] entry : vector) {
        entry[0] /= norm;
      }
    }
    return norm;
  }

  /// Gauss and Jordan's, of a matrix whose diagonal never vanishes.
  private static double[][] inverse(double[][] matrix) {
    int n = matrix.length;
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      inverse[i][i] = 1;
    }
    for (int i = 0; i < n; i++) {
      double pivot = matrix[i][i];
      for (int j = 0; j < n; j++) {
        matrix[i][j] /= pivot;
        inverse[i][j] /= pivot;
      }
      for (int k = 0; k < n; k++) {
        double factor = k == i ? 0 : matrix[k][i];
        for (int j = 0; j < n; j++) {
          matrix[k][j] -= factor * matrix[i][j];
          inverse[k][j] -= factor * inverse[i][j];
        }
      }
    }
    return inverse;
  }
}
