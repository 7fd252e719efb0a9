package dev.w2s.model.internal;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Division by the root of the mean square over the last dimension, arXiv 1910.07467.
///
/// @param weight `[H]`
/// @param offset what is added to the weight: 1 where weights are stored as their distance from 1
/// @param epsilon added to the mean square
record RmsNorm(Tensor weight, double offset, double epsilon) implements Norm {
  /// The norm whose weight is called `name.weight`.
  static RmsNorm of(Weights weights, String name, double epsilon) {
    return new RmsNorm(weights.get(name + ".weight"), 0, epsilon);
  }

  /// The same where the weight is stored as its distance from 1.
  static RmsNorm aroundOne(Weights weights, String name, double epsilon) {
    return new RmsNorm(weights.get(name + ".weight"), 1, epsilon);
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor scale = offset == 0 ? weight : weight.add(new Scalar(offset));
    return torch.rms_norm(
        x, new long[] {weight.size(0)}, new TensorOptional(scale), new DoubleOptional(epsilon));
  }
}
