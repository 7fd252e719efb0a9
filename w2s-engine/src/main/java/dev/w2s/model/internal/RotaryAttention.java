package dev.w2s.model.internal;

import dev.w2s.model.Asked;
import dev.w2s.model.Pass;
import dev.w2s.text.TokenBatch;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// Attention whose queries and keys are turned by their places, with an output layer. Keys and
/// values may be fewer than queries.
///
/// @param query `[heads * d, H]`
/// @param key `[keyHeads * d, H]`
/// @param value `[keyHeads * d, H]`
/// @param output `[H, heads * d]`
/// @param queryNorm of each head's query before it is turned; null for none
/// @param keyNorm of each head's key before it is turned; null for none
/// @param headWidth d
record RotaryAttention(
    Projection query,
    Projection key,
    Projection value,
    Projection output,
    @Nullable Norm queryNorm,
    @Nullable Norm keyNorm,
    Rotary rotary,
    int headWidth,
    Attention attention) {
  /// The attention whose layers are called `q_proj`, `k_proj`, `v_proj` and `o_proj` after a
  /// prefix, without norms of heads.
  static RotaryAttention of(
      Weights weights,
      String prefix,
      boolean biased,
      boolean outputBiased,
      Rotary rotary,
      int headWidth,
      Attention attention) {
    return new RotaryAttention(
        Dense.of(weights, prefix + "q_proj", biased),
        Dense.of(weights, prefix + "k_proj", biased),
        Dense.of(weights, prefix + "v_proj", biased),
        Dense.of(weights, prefix + "o_proj", outputBiased),
        null,
        null,
        rotary,
        headWidth,
        attention);
  }

  /// The same with norms of heads, made of the names `q_norm` and `k_norm` after a prefix.
  RotaryAttention normed(String prefix, Function<String, Norm> norm) {
    return new RotaryAttention(
        query,
        key,
        value,
        output,
        norm.apply(prefix + "q_norm"),
        norm.apply(prefix + "k_norm"),
        rotary,
        headWidth,
        attention);
  }

  /// `[N, H]` to `[M, H]`.
  Tensor apply(Tensor x, TokenBatch batch, Asked asked, Pass pass) {
    Tensor q = Heads.split(query.apply(asked.of(x, batch), pass), headWidth);
    Tensor k = Heads.split(key.apply(x, pass), headWidth);
    Tensor v = Heads.split(value.apply(x, pass), headWidth);
    Rotary.Turn turn = rotary.of(batch);
    Tensor attended =
        attention.apply(
            turn.only(asked, batch).apply(normed(q, queryNorm)),
            turn.apply(normed(k, keyNorm)),
            v,
            batch,
            asked,
            pass);
    return output.apply(attended, pass);
  }

  private static Tensor normed(Tensor heads, @Nullable Norm norm) {
    return norm == null ? heads : norm.apply(heads);
  }
}
