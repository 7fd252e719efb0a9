package dev.w2s.train.internal;

/// Losses of one row that are not a cross entropy against a constant. In their gradients,
/// `df_c/dz_j = f_c ([c = j] - f_j)`.
final class Divergences {
  private Divergences() {}

  /// `KL(w || f) = CE(f, w) - H(w)`: the gradient is that of the cross entropy, to the bit.
  static RowLoss forwardKl(double[] logits, double[] label, double progress) {
    RowLoss crossEntropy = ConstantTarget.crossEntropy(logits, label);
    double value = crossEntropy.value();
    for (double w : label) {
      value += w == 0 ? 0 : w * Math.log(w);
    }
    return new RowLoss(value, crossEntropy.gradient());
  }

  /// `KL(f || w) = sum_c f_c (log f_c - l_c)` with `l_c = max(log w_c, logZero)`; `dL/dz_j = f_j
  /// (log f_j - l_j - L)`.
  static RowLoss reverseKl(double[] logits, double[] label, double logZero) {
    double[] logF = Softmax.log(logits);
    double[] cost = new double[logF.length];
    for (int c = 0; c < cost.length; c++) {
      cost[c] = logF[c] - Math.max(Math.log(label[c]), logZero);
    }
    return expected(logF, cost);
  }

  /// `-sum_c f_c l_c` with `l_c = max(log w_c, logZero)`; `dL/dz_j = f_j (-l_j - L)`.
  static RowLoss reverseCrossEntropy(double[] logits, double[] label, double logZero) {
    double[] cost = new double[label.length];
    for (int c = 0; c < cost.length; c++) {
      cost[c] = -Math.max(Math.log(label[c]), logZero);
    }
    return expected(Softmax.log(logits), cost);
  }

  /// `L = sum_c f_c cost_c`, `dL/dz_j = f_j (cost_j - L)`. For the reverse divergence, whose cost
  /// holds log f, this is the gradient too: what comes on top is `sum_c df_c/dz_j = 0`.
  private static RowLoss expected(double[] logF, double[] cost) {
    double value = 0;
    for (int c = 0; c < cost.length; c++) {
      value += Math.exp(logF[c]) * cost[c];
    }
    double[] gradient = new double[cost.length];
    for (int c = 0; c < cost.length; c++) {
      gradient[c] = Math.exp(logF[c]) * (cost[c] - value);
    }
    return new RowLoss(value, gradient);
  }

  /// `alpha CE(f, w) + beta RCE(f, w)` (arXiv 1908.06112).
  static RowLoss symmetric(
      double[] logits, double[] label, double alpha, double beta, double logZero) {
    return ConstantTarget.crossEntropy(logits, label)
        .plus(alpha, reverseCrossEntropy(logits, label, logZero), beta);
  }

  /// `sum_c w_c (1 - f_c^q) / q` (arXiv 1805.07836, L_q, in expectation over the label); `dL/dz_j =
  /// f_j sum_c w_c f_c^q - w_j f_j^q`.
  static RowLoss generalised(double[] logits, double[] label, double q) {
    double[] logF = Softmax.log(logits);
    double value = 0;
    double weighted = 0;
    for (int c = 0; c < label.length; c++) {
      value -= label[c] * Math.expm1(q * logF[c]) / q;
      weighted += label[c] * Math.exp(q * logF[c]);
    }
    double[] gradient = new double[label.length];
    for (int c = 0; c < label.length; c++) {
      gradient[c] = Math.exp(logF[c]) * weighted - label[c] * Math.exp(q * logF[c]);
    }
    return new RowLoss(value, gradient);
  }
}
