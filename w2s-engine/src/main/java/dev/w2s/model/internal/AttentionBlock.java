package dev.w2s.model.internal;

import dev.w2s.model.Pass;
import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.Tensor;

/// Attention with its output layer.
interface AttentionBlock {
  /// `[B * T, H]` to the same shape.
  Tensor apply(Tensor x, TokenBatch batch, Pass pass);
}
