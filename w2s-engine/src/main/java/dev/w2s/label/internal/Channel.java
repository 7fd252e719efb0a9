package dev.w2s.label.internal;

import java.util.Arrays;

/// A confusion matrix: how probable each label is, given the true class.
final class Channel {
  private final double[][] logs; // [k, k]: log p(label c | class y) at [y][c]

  private Channel(double[][] logs) {
    this.logs = logs;
  }

  /// The most probable one after what was seen, under a symmetric Dirichlet prior: `C[y][c] ~
  /// smoothing + sum_i q_i(y) w_ic`.
  ///
  /// @param posteriors q of the true classes, `[N, k]`
  /// @param labels w, `[N, k]`; a row of zeros says nothing
  static Channel fit(double[][] posteriors, double[][] labels, double smoothing) {
    int k = posteriors[0].length;
    double[][] counts = new double[k][k];
    for (double[] row : counts) {
      Arrays.fill(row, smoothing);
    }
    for (int i = 0; i < labels.length; i++) {
      for (int y = 0; y < k; y++) {
        for (int c = 0; c < k; c++) {
          counts[y][c] += posteriors[i][y] * labels[i][c];
        }
      }
    }
    return new Channel(
        Arrays.stream(counts)
            .map(row -> Arrays.stream(Rows.normalised(row)).map(Math::log).toArray())
            .toArray(double[][]::new));
  }

  /// Adds `sum_c w_c log C[y][c]` to the logarithm of each class y.
  void tell(double[] label, double[] logPosterior) {
    for (int y = 0; y < logPosterior.length; y++) {
      for (int c = 0; c < label.length; c++) {
        logPosterior[y] += label[c] * logs[y][c];
      }
    }
  }
}
