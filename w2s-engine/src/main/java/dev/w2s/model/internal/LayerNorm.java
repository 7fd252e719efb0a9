package dev.w2s.model.internal;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Layer normalization over the last dimension, arXiv 1607.06450.
///
/// @param weight `[H]`
/// @param bias `[H]`
/// @param epsilon added to the variance
record LayerNorm(Tensor weight, Tensor bias, double epsilon) implements Norm {
  /// The norm whose weights are called `name.weight` and `name.bias`.
  static LayerNorm of(Weights weights, String name, double epsilon) {
    return new LayerNorm(weights.get(name + ".weight"), weights.get(name + ".bias"), epsilon);
  }

  @Override
  public Tensor apply(Tensor x) {
    return torch.layer_norm(
        x,
        new long[] {weight.size(0)},
        new TensorOptional(weight),
        new TensorOptional(bias),
        epsilon,
        true);
  }
}
