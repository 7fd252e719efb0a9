package dev.w2s.train;

import dev.w2s.study.Loss;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.train.internal.ProbeLoss;
import dev.w2s.train.internal.Softmax;
import java.util.Arrays;

/// A logistic regression from features to distributions over k classes, in float64: `p(x) =
/// softmax(W x + b)` at the minimum of `-1/N sum_i sum_c y_ic log p(x_i)_c + l2 / 2 |W|^2`.
public final class LogisticRegression {
  private static final int ITERATIONS = 200;

  private final double[] point; // [k H] row by row, then [k]
  private final int classes;

  private LogisticRegression(double[] point, int classes) {
    this.point = point;
    this.classes = classes;
  }

  /// Fits one, by L-BFGS from 0.
  ///
  /// @param features `[N, H]`
  /// @param targets soft labels of each row, `[N, k]`
  public static LogisticRegression fit(float[][] features, double[][] targets, double l2) {
    try (FrozenFeatures rows = frozen(features)) {
      ProbeLoss loss =
          new ProbeLoss(
              rows, Outputs.classes(targets[0].length), targets, new Loss.CrossEntropy(), l2);
      return new LogisticRegression(
          Minimiser.minimise(loss::at, loss.start(), ITERATIONS), targets[0].length);
    }
  }

  private static FrozenFeatures frozen(float[][] features) {
    int width = features[0].length;
    float[] flat = new float[features.length * width];
    for (int i = 0; i < features.length; i++) {
      System.arraycopy(features[i], 0, flat, i * width, width);
    }
    try (Scope scope = Scope.open()) {
      return FrozenFeatures.of(scope.keep(Tensors.floats(flat, features.length, width)), true);
    }
  }

  /// Probabilities of rows, `[n, k]`.
  ///
  /// @param features `[n, H]`
  public double[][] predict(float[][] features) {
    return Arrays.stream(features).map(this::predict).toArray(double[][]::new);
  }

  private double[] predict(float[] x) {
    double[] logits = Arrays.copyOfRange(point, classes * x.length, point.length);
    for (int c = 0; c < classes; c++) {
      for (int h = 0; h < x.length; h++) {
        logits[c] += point[c * x.length + h] * x[h];
      }
    }
    return Softmax.of(logits);
  }
}
