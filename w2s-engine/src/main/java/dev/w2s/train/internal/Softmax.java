package dev.w2s.train.internal;

/// Softmax of one row in float64, shifted by the largest logit so that nothing overflows.
public final class Softmax {
  private Softmax() {}

  /// `log softmax(z)`, `[k]`.
  public static double[] log(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - largest);
    }
    double shift = largest + Math.log(sum);
    double[] result = new double[logits.length];
    for (int c = 0; c < result.length; c++) {
      result[c] = logits[c] - shift;
    }
    return result;
  }

  /// `softmax(z)`, `[k]`.
  public static double[] of(double[] logits) {
    double[] result = log(logits);
    for (int c = 0; c < result.length; c++) {
      result[c] = Math.exp(result[c]);
    }
    return result;
  }

  /// `softmax(z)` of each row, `[B, k]`.
  static double[][] ofRows(double[][] logits) {
    double[][] result = new double[logits.length][];
    for (int i = 0; i < result.length; i++) {
      result[i] = of(logits[i]);
    }
    return result;
  }
}
