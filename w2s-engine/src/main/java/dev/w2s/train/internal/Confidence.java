package dev.w2s.train.internal;

import dev.w2s.train.BatchLoss;
import dev.w2s.train.LossBatch;
import dev.w2s.train.Objective;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// The auxiliary confidence loss: cross entropy against `(1 - a) w + a h`, where w are the weak
/// labels and h the model's own predictions, hardened over the batch and held constant (arXiv
/// 2312.09390, equation 1). Cross entropy is linear in its target, so that this is `(1 - a) CE(f,
/// w) + a CE(f, h)`.
///
/// @param weight a as a function of progress
/// @param hardening h from logits and weak labels, all `[B, k]`
record Confidence(DoubleUnaryOperator weight, BinaryOperator<double[][]> hardening)
    implements Objective {
  /// a of the paper: grows linearly from 0 to `alphaMax` over the first `warmUp` of training.
  static DoubleUnaryOperator linear(double alphaMax, double warmUp) {
    return progress -> progress >= warmUp ? alphaMax : alphaMax * progress / warmUp;
  }

  /// a of OpenAI's public code (`logconf_loss_fn` of openai/weak-to-strong): `weight * progress` up
  /// to `warmUp`, then at once `weight`.
  static DoubleUnaryOperator jump(double weight, double warmUp) {
    return progress -> progress > warmUp ? weight : weight * progress;
  }

  @Override
  public BatchLoss of(LossBatch batch) {
    // One row alone cannot be hardened over a batch: it would be of the same class always.
    double a = batch.rows() == 1 ? 0 : weight.applyAsDouble(batch.progress());
    double[][] hardened = hardening.apply(batch.logits(), batch.labels());
    RowLoss[] rows = new RowLoss[batch.rows()];
    for (int i = 0; i < rows.length; i++) {
      double[] target = ConstantTarget.mix(batch.labels()[i], hardened[i], a);
      rows[i] = ConstantTarget.crossEntropy(batch.logits()[i], target);
    }
    return RowLoss.mean(rows);
  }

  @Override
  public boolean needsWholeBatch() {
    return true;
  }
}
