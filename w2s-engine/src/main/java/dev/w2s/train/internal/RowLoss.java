package dev.w2s.train.internal;

import dev.w2s.train.BatchLoss;

/// What a loss says of one row.
///
/// @param value the loss
/// @param gradient with respect to the row's logits, `[k]`
record RowLoss(double value, double[] gradient) {
  /// `scale` times this and `otherScale` times another.
  RowLoss plus(double scale, RowLoss other, double otherScale) {
    double[] sum = new double[gradient.length];
    for (int c = 0; c < sum.length; c++) {
      sum[c] = scale * gradient[c] + otherScale * other.gradient[c];
    }
    return new RowLoss(scale * value + otherScale * other.value, sum);
  }

  /// The mean over a batch.
  static BatchLoss mean(RowLoss[] rows) {
    double sum = 0;
    double[][] gradient = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      sum += rows[i].value;
      gradient[i] = divided(rows[i].gradient, rows.length);
    }
    return new BatchLoss(sum / rows.length, gradient);
  }

  private static double[] divided(double[] gradient, int rows) {
    double[] result = new double[gradient.length];
    for (int c = 0; c < result.length; c++) {
      result[c] = gradient[c] / rows;
    }
    return result;
  }
}
