package dev.w2s.model.internal;

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

  /// `[B * T, H]` to the same shape, before any output layer.
  Tensor apply(Tensor x, TokenBatch batch, Pass pass) {
    long headWidth = x.size(1) / heads;
    Tensor q = Heads.split(query.apply(x, pass), batch, headWidth);
    Tensor k = Heads.split(key.apply(x, pass), batch, headWidth);
    Tensor v = Heads.split(value.apply(x, pass), batch, headWidth);
    return Heads.join(attention.apply(q, k, v, batch, pass));
  }

  /// The same with an output layer.
  AttentionBlock into(Projection output) {
    return (x, batch, pass) -> output.apply(apply(x, batch, pass), pass);
  }
}
