package dev.w2s.model.internal;

import dev.w2s.model.Asked;
import dev.w2s.model.Pass;
import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.Tensor;

/// Attention with its output layer.
interface AttentionBlock {
  /// What the tokens that are asked for get of all tokens, `[N, H]` to `[M, H]`.
  Tensor apply(Tensor x, TokenBatch batch, Asked asked, Pass pass);
}
