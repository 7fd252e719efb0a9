package dev.w2s.model.internal;

import dev.w2s.model.Pass;
import dev.w2s.tensor.Linear;
import org.bytedeco.pytorch.Tensor;

/// A linear layer whose matrix is stored the other way round, as GPT-2 was published.
///
/// @param weight `[in, out]`
/// @param bias `[out]`
record TransposedDense(Tensor weight, Tensor bias) implements Projection {
  /// The layer whose weights are called `name.weight` and `name.bias`.
  static Projection of(Weights weights, String name) {
    return weights.adapted(
        name, new TransposedDense(weights.get(name + ".weight"), weights.get(name + ".bias")));
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return Linear.linear(x, weight.t(), bias, pass.precision());
  }
}
