package dev.w2s.model.internal;

import dev.w2s.model.Pass;
import dev.w2s.tensor.Scope;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// What makes class scores of a pooled vector: one linear layer, or two with a function between
/// them.
///
/// @param inner `[H, H]`; null for none
/// @param between of the inner layer's outputs
/// @param outer `[k, H]`
public record ClassHead(@Nullable Dense inner, Between between, Dense outer) {
  /// What stands between the two layers.
  enum Between {
    NOTHING,
    TANH,
    RELU;

    Tensor apply(Tensor x) {
      return switch (this) {
        case NOTHING -> x;
        case TANH -> torch.tanh(x);
        case RELU -> torch.relu(x);
      };
    }
  }

  /// `[B, H]` to `[B, k]`, in float32 always.
  public Tensor apply(Tensor pooled) {
    Tensor x = inner == null ? pooled : between.apply(inner.apply(pooled, Pass.EXACT));
    return outer.apply(x, Pass.EXACT);
  }

  /// Frees its weights.
  public void free() {
    Stream.of(inner, outer)
        .filter(Objects::nonNull)
        .flatMap(layer -> Stream.of(layer.weight(), layer.bias()))
        .filter(Objects::nonNull)
        .forEach(Scope::free);
  }
}
