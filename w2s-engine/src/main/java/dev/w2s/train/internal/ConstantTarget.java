package dev.w2s.train.internal;

import dev.w2s.train.Objective;
import java.util.function.DoubleUnaryOperator;

/// Losses that are the cross entropy against a target which is held constant, whatever it is made
/// of: `L = -sum_c q_c log f_c`, `dL/dz_c = f_c sum_c' q_c' - q_c`.
@FunctionalInterface
interface ConstantTarget {
  /// What one row is held to, `[k]`.
  ///
  /// @param logits `[k]`
  /// @param label `[k]`
  /// @param progress see [dev.w2s.train.LossBatch#progress]
  double[] of(double[] logits, double[] label, double progress);

  /// The loss of rows that are each held to their own target.
  static Objective rows(ConstantTarget target) {
    return new RowWise(
        (logits, label, progress) -> crossEntropy(logits, target.of(logits, label, progress)));
  }

  /// Cross entropy of one row.
  static RowLoss crossEntropy(double[] logits, double[] target) {
    double[] logF = Softmax.log(logits);
    double mass = 0;
    double value = 0;
    for (int c = 0; c < target.length; c++) {
      mass += target[c];
      // 0 log 0 = 0: a class without weight must not turn an infinite log into NaN.
      value -= target[c] == 0 ? 0 : target[c] * logF[c];
    }
    double[] gradient = new double[target.length];
    for (int c = 0; c < target.length; c++) {
      gradient[c] = Math.exp(logF[c]) * mass - target[c];
    }
    return new RowLoss(value, gradient);
  }

  /// `(1 - a) w + a f`.
  ///
  /// @param weight a as a function of progress
  static ConstantTarget ownOpinion(DoubleUnaryOperator weight) {
    return (logits, label, progress) ->
        mix(label, Softmax.of(logits), weight.applyAsDouble(progress));
  }

  /// w while the largest f is under `1/2 + radius`, then nothing. Published for two classes, where
  /// 1/2 is the boundary; for more it stays what people call sure.
  static ConstantTarget window(double radius) {
    return (logits, label, progress) -> {
      double[] f = Softmax.of(logits);
      // Asked this way round, a model that is no number is not taken for one that is sure.
      return f[Hardening.argMax(f)] >= 0.5 + radius ? new double[label.length] : label;
    };
  }

  /// `f^beta w^alpha` over its sum.
  static ConstantTarget product(double alpha, double beta) {
    return (logits, label, progress) -> {
      double[] logF = Softmax.log(logits);
      double[] logQ = new double[label.length];
      for (int c = 0; c < logQ.length; c++) {
        // w^0 = 1, also of a class that the label rules out.
        logQ[c] = beta * logF[c] + (alpha == 0 ? 0 : alpha * Math.log(label[c]));
      }
      return Softmax.of(logQ);
    };
  }

  /// `(1 - a) w + a f^` with `a = e^(CE(f, f^)/T) / (e^(CE(f, f^)/T) + e^(CE(f, w^)/T))` (arXiv
  /// 2402.03749), where f^ and w^ are the likeliest classes. The fraction is `1 / (1 + e^d)` with
  /// `d = (CE(f, w^) - CE(f, f^)) / T`, which is not negative and cannot overflow to NaN.
  static ConstantTarget adaptive(double temperature) {
    return (logits, label, progress) -> {
      double[] logF = Softmax.log(logits);
      double[] own = Hardening.largest(logits);
      double gap = logF[Hardening.argMax(logits)] - logF[Hardening.argMax(label)];
      return mix(label, own, 1 / (1 + Math.exp(gap / temperature)));
    };
  }

  /// `(1 - epsilon) w + epsilon / k`.
  static ConstantTarget smoothed(double epsilon) {
    return (logits, label, progress) -> {
      double[] target = new double[label.length];
      for (int c = 0; c < target.length; c++) {
        target[c] = (1 - epsilon) * label[c] + epsilon / target.length;
      }
      return target;
    };
  }

  /// `(1 - a) w + a h`.
  static double[] mix(double[] weak, double[] own, double a) {
    double[] target = new double[weak.length];
    for (int c = 0; c < target.length; c++) {
      target[c] = (1 - a) * weak[c] + a * own[c];
    }
    return target;
  }
}
