package dev.w2s.tensor;

import dev.w2s.study.Precision;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Matrix products in the precision that is asked for. Weights, inputs, results and gradients are
/// float32 in every case.
public final class Linear {
  private Linear() {}

  /// `x weight^T + bias`, float32 `[N, out]`.
  ///
  /// With [Precision#BFLOAT16], inputs and weights are rounded to bfloat16 for the product, which
  /// sums in float32; the result is rounded once. Gradients of the float32 weights come out in
  /// float32. With [Precision#TF32], a graphics processor rounds the factors to 10 bits behind the
  /// point.
  ///
  /// @param x float32 `[N, in]`
  /// @param weight float32 `[out, in]`
  /// @param bias float32 `[out]`; null for none
  public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias, Precision precision) {
    return switch (precision) {
      // Libtorch#use says how a graphics processor multiplies float32.
      case FLOAT32, TF32 -> torch.linear(x, weight, optional(bias));
      case BFLOAT16 ->
          torch
              .linear(rounded(x), rounded(weight), optional(bias == null ? null : rounded(bias)))
              .to(torch.ScalarType.BFloat16)
              .to(torch.ScalarType.Float);
    };
  }

  private static TensorOptional optional(@Nullable Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(tensor);
  }

  private static Tensor rounded(Tensor tensor) {
    return tensor.to(torch.ScalarType.BFloat16).to(Libtorch.factors(Precision.BFLOAT16));
  }
}
