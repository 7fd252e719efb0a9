package dev.w2s.model.internal;

import dev.w2s.model.Parameters;
import dev.w2s.model.Pass;
import dev.w2s.tensor.Linear;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// What low-rank adaptation adds to one linear layer, arXiv 2106.09685, equation 3.
///
/// @param down A, `[r, in]`
/// @param up B, `[out, r]`
/// @param scale `alpha / r`
record LowRankUpdate(Tensor down, Tensor up, double scale) {
  /// Adds both matrices under the names that the reference implementation gives them.
  void addTo(Parameters parameters, String layer) {
    parameters.add(layer + ".lora_A.weight", down);
    parameters.add(layer + ".lora_B.weight", up);
  }

  /// `y + scale (x A^T) B^T`.
  ///
  /// @param y what the layer itself gives, `[N, out]`
  /// @param x what it reads, `[N, in]`
  Tensor addedTo(Tensor y, Tensor x, Pass pass) {
    Tensor inner = Linear.linear(x, down, null, pass.precision()); // [N, r]
    return y.add(Linear.linear(inner, up, null, pass.precision()), new Scalar(scale));
  }

  /// `W + scale B A` into W itself; the other way round where W is stored so.
  ///
  /// @param weight W, `[out, in]`
  /// @param transposed whether W is `[in, out]`
  void mergeInto(Tensor weight, boolean transposed) {
    Tensor update = up.matmul(down); // [out, in]
    weight.add_(transposed ? update.t() : update, new Scalar(scale));
  }
}
