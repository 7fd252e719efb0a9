package dev.w2s.model.internal;

import dev.w2s.model.Pass;
import org.bytedeco.pytorch.Tensor;

/// A feed-forward block whose inner values are multiplied by an activated gate, arXiv 2002.05202.
record GatedFeedForward(Projection gate, Projection up, Projection down, Activation activation) {
  /// The block whose layers are called `gate_proj`, `up_proj` and `down_proj` after a prefix.
  static GatedFeedForward of(
      Weights weights, String prefix, boolean biased, Activation activation) {
    return new GatedFeedForward(
        Dense.of(weights, prefix + "gate_proj", biased),
        Dense.of(weights, prefix + "up_proj", biased),
        Dense.of(weights, prefix + "down_proj", biased),
        activation);
  }

  /// `[N, H]` to the same shape.
  Tensor apply(Tensor x, Pass pass) {
    return down.apply(activation.apply(gate.apply(x, pass)).mul(up.apply(x, pass)), pass);
  }
}
