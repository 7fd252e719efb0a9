package dev.w2s.model.internal;

import dev.w2s.model.Asked;
import dev.w2s.model.Pass;
import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.Tensor;

/// Multi-head attention of the tokens of a row to each other, arXiv 1706.03762, with as many keys
/// as queries.
///
/// @param query `[H, H]`
/// @param key `[H, H]`
/// @param value `[H, H]`
/// @param heads of width `H / heads`
/// @param attention what they see
record SelfAttention(
    Projection query, Projection key, Projection value, int heads, Attention attention) {
  /// The attention whose layers have these names.
  static SelfAttention of(
      Weights weights, String query, String key, String value, int heads, Attention attention) {
    return new SelfAttention(
        Dense.of(weights, query),
        Dense.of(weights, key),
        Dense.of(weights, value),
        heads,
        attention);
  }

  /// `[N, H]` to `[M, H]`, before any output layer.
  Tensor apply(Tensor x, TokenBatch batch, Asked asked, Pass pass) {
    long headWidth = x.size(1) / heads;
    Tensor q = Heads.split(query.apply(asked.of(x, batch), pass), headWidth);
    Tensor k = Heads.split(key.apply(x, pass), headWidth);
    Tensor v = Heads.split(value.apply(x, pass), headWidth);
    return attention.apply(q, k, v, batch, asked, pass);
  }

  /// The same with an output layer.
  AttentionBlock into(Projection output) {
    return (x, batch, asked, pass) -> output.apply(apply(x, batch, asked, pass), pass);
  }
}
