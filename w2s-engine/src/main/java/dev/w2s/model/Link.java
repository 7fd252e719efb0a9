package dev.w2s.model;

import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.Tensor;

/// One piece of a network's depth: a layer, or the last norm. What it gives depends on its input,
/// the batch, the pass, its weights and, with dropout, libtorch's default generator alone, so that
/// it can be computed again.
@FunctionalInterface
public interface Link {
  /// Float32 `[B, T, H]` to the same shape.
  Tensor apply(Tensor x, TokenBatch batch, Pass pass);
}
