package dev.w2s.train.internal;

import dev.w2s.tensor.Scope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// An exponential moving average of a model's weights (Polyak and Juditsky, SIAM J. Control Optim.
/// 30, 1992): `a = d a + (1 - d) w` after each step, with `d = min(decay, (1 + t) / (10 + t))`, so
/// that the first steps do not weigh on it for ever.
final class MovingAverage {
  private final FlatWeights flat;
  private final double decay;
  private final Tensor average;

  /// An average that starts from the weights as they are, owned by the innermost open scope.
  MovingAverage(FlatWeights flat, double decay) {
    this.flat = flat;
    this.decay = decay;
    this.average = torch.zeros_like(flat.weights());
    flat.copyTo(average);
  }

  /// Takes in the weights after a step.
  ///
  /// @param step counted from 1
  void stepped(int step) {
    double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      average.mul_(new Scalar(kept)).add_(flat.weights(), new Scalar(1 - kept));
    }
  }

  /// Does something while the model computes with the average in place of its weights.
  void during(Runnable work) {
    try (Scope scope = Scope.open()) {
      Tensor weights = torch.zeros_like(flat.weights());
      flat.copyTo(weights);
      flat.copyFrom(average);
      try {
        work.run();
      } finally {
        flat.copyFrom(weights);
      }
    }
  }

  /// The average, float32 `[n]`.
  Tensor tensor() {
    return average;
  }
}
