package dev.w2s.model.internal;

import dev.w2s.model.Pass;
import dev.w2s.tensor.Linear;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// A linear layer.
///
/// @param weight `[out, in]`
/// @param bias `[out]`; null for none
public record Dense(Tensor weight, @Nullable Tensor bias) implements Projection {
  /// The layer whose weights are called `name.weight` and `name.bias`.
  static Projection of(Weights weights, String name) {
    return of(weights, name, true);
  }

  /// The layer whose weight is called `name.weight`, and its bias, where it has one, `name.bias`.
  static Projection of(Weights weights, String name, boolean biased) {
    return weights.adapted(
        name,
        new Dense(weights.get(name + ".weight"), biased ? weights.get(name + ".bias") : null));
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return Linear.linear(x, weight, bias, pass.precision());
  }
}
