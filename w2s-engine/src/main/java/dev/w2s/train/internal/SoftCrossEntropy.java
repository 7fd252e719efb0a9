package dev.w2s.train.internal;

/// Cross entropy against soft labels: `L = -1/B sum_i sum_c y_ic log softmax(z_i)_c`.
public final class SoftCrossEntropy implements Objective {
  @Override
  public BatchLoss of(double[][] logits, double[][] labels, double progress) {
    return against(logits, labels);
  }

  @Override
  public boolean needsWholeBatch() {
    return false;
  }

  /// Loss and gradient where the targets are constants: `dL/dz_ic = (softmax(z_i)_c sum_c' y_ic' -
  /// y_ic) / B`.
  static BatchLoss against(double[][] logits, double[][] targets) {
    int rows = logits.length;
    double sum = 0;
    double[][] gradient = new double[rows][];
    for (int i = 0; i < rows; i++) {
      double[] logProbabilities = Softmax.log(logits[i]);
      sum -= dot(targets[i], logProbabilities);
      gradient[i] = rowGradient(logProbabilities, targets[i], rows);
    }
    return new BatchLoss(sum / rows, gradient);
  }

  private static double[] rowGradient(double[] logProbabilities, double[] target, int rows) {
    double mass = 0;
    for (double share : target) {
      mass += share;
    }
    double[] gradient = new double[target.length];
    for (int c = 0; c < target.length; c++) {
      gradient[c] = (Math.exp(logProbabilities[c]) * mass - target[c]) / rows;
    }
    return gradient;
  }

  private static double dot(double[] target, double[] logProbabilities) {
    double sum = 0;
    for (int c = 0; c < target.length; c++) {
      // 0 log 0 = 0: a class without weight must not turn an infinite log into NaN.
      sum += target[c] == 0 ? 0 : target[c] * logProbabilities[c];
    }
    return sum;
  }
}
