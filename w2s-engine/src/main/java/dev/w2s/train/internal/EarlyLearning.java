package dev.w2s.train.internal;

import dev.w2s.train.BatchLoss;
import dev.w2s.train.LossBatch;
import dev.w2s.train.Objective;

/// Early-learning regularisation (arXiv 2007.00151): `CE(f, w) + lambda log(1 - <f, t>)`, where `t
/// = beta t + (1 - beta) f~` is brought up to date before its use, once for each row and epoch, and
/// held constant. It starts at 0. As in the public code, f~ is f kept within 1e-4 of 0 and 1 and
/// divided by its sum: `<f, t>` then stays below 1, and the logarithm finite.
///
/// @param lambda weight of the regularisation
/// @param beta how much of t an epoch keeps
record EarlyLearning(double lambda, double beta) implements Objective {
  private static final double EDGE = 1e-4;

  @Override
  public BatchLoss of(LossBatch batch) {
    RowLoss[] rows = new RowLoss[batch.rows()];
    double[][] memory = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double[] f = Softmax.of(batch.logits()[i]);
      memory[i] = ConstantTarget.mix(within(f), batch.memory()[i], beta);
      rows[i] =
          ConstantTarget.crossEntropy(batch.logits()[i], batch.labels()[i])
              .plus(1, regularisation(f, memory[i]), lambda);
    }
    BatchLoss mean = RowLoss.mean(rows);
    return new BatchLoss(mean.mean(), mean.gradient(), memory);
  }

  @Override
  public int memory(int classes) {
    return classes;
  }

  /// `log(1 - <f, t>)`; its slope along z_j is `-f_j (t_j - <f, t>) / (1 - <f, t>)`.
  private static RowLoss regularisation(double[] f, double[] t) {
    double product = 0;
    for (int c = 0; c < f.length; c++) {
      product += f[c] * t[c];
    }
    double[] gradient = new double[f.length];
    for (int c = 0; c < f.length; c++) {
      gradient[c] = -f[c] * (t[c] - product) / (1 - product);
    }
    return new RowLoss(Math.log1p(-product), gradient);
  }

  private static double[] within(double[] f) {
    double[] kept = new double[f.length];
    double sum = 0;
    for (int c = 0; c < f.length; c++) {
      kept[c] = Math.clamp(f[c], EDGE, 1 - EDGE);
      sum += kept[c];
    }
    for (int c = 0; c < f.length; c++) {
      kept[c] /= sum;
    }
    return kept;
  }
}
