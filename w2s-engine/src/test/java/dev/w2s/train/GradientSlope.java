package dev.w2s.train;

import dev.w2s.tensor.Tensors;
import dev.w2s.train.internal.FlatWeights;
import dev.w2s.train.internal.GatheredGradients;
import java.util.function.DoubleSupplier;

/// How much a loss changes along the gradient of all weights together.
///
/// @param measured by the difference of two losses
/// @param expected the gradient's norm
record GradientSlope(double measured, double expected) {
  private static final double STEP = 2e-3;

  /// Measures it where the weights are.
  ///
  /// @param loss adds its gradient to those of the weights
  static GradientSlope of(FlatWeights flat, DoubleSupplier loss) {
    var _ = loss.getAsDouble(); // for its gradient
    double norm = flat.gradientNorm();
    float[] direction = GatheredGradients.of(flat);
    float[] weights = Tensors.toFloats(flat.weights());
    double above = moved(flat, loss, weights, direction, STEP / norm);
    double below = moved(flat, loss, weights, direction, -STEP / norm);
    return new GradientSlope((above - below) / (2 * STEP), norm);
  }

  private static double moved(
      FlatWeights flat, DoubleSupplier loss, float[] weights, float[] direction, double by) {
    float[] to = new float[weights.length];
    for (int n = 0; n < to.length; n++) {
      to[n] = (float) (weights[n] + by * direction[n]);
    }
    flat.weights().copy_(Tensors.floats(to, to.length));
    return loss.getAsDouble();
  }
}
