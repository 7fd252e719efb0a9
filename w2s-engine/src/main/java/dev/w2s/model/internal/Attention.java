package dev.w2s.model.internal;

import dev.w2s.model.Asked;
import dev.w2s.model.Continuation;
import dev.w2s.model.Pass;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Dropout;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// What the heads of one layer attend to, arXiv 1706.03762, equation 1. Float32: on CPUs it is
/// faster so, and bfloat16 products would round what the softmax sees. On a graphics processor,
/// where flash attention (arXiv 2205.14135) knows no float32, a recipe's bfloat16 holds here too.
///
/// It is computed run by run: rows of one length at once, which need no mask for padding.
///
/// @param causal whether a token sees itself and those before it alone, else all of its row
/// @param scale what products of queries and keys are multiplied by
/// @param window how many tokens a causal token sees at most, itself among them
/// @param cap the soft cap of scores; [SoftCap#NONE] for none
record Attention(boolean causal, double scale, int window, double cap) {
  /// Sees everything before it, however long.
  static final int UNLIMITED = Integer.MAX_VALUE;

  /// Every token sees every token of its row.
  static Attention full(int headWidth) {
    return new Attention(false, 1 / Math.sqrt(headWidth), UNLIMITED, SoftCap.NONE);
  }

  /// Every token sees itself and at most `window - 1` before it.
  static Attention causal(int headWidth, int window) {
    return new Attention(true, 1 / Math.sqrt(headWidth), window, SoftCap.NONE);
  }

  /// `softmax(q k^T scale) v`, `[M, heads * d]`. Where there are fewer keys than queries, as many
  /// neighbouring queries share one (arXiv 2305.13245).
  ///
  /// Tokens that go on from what is remembered see the keys and values of that too.
  ///
  /// @param q of the tokens that are asked for, `[M, heads, d]`
  /// @param k of all tokens, `[N, heads / n, d]`
  /// @param v of all tokens, `[N, heads / n, d]`
  Tensor apply(Tensor q, Tensor k, Tensor v, TokenBatch batch, Asked asked, Pass pass) {
    return Heads.joined(
        RunHeads.of(q, k, v, batch, asked).stream().map(run -> of(run, batch, pass)).toList());
  }

  /// What the queries of a run see.
  ///
  /// @param keys `[R, heads / n, S, d]`
  /// @param values `[R, heads / n, S, d]`
  /// @param mask true where a query sees a key, `[t, S]` or `[R, 1, t, S]`; null where each sees
  ///   all of them, or the triangle says it
  /// @param triangle whether each of T queries sees its own of T keys and those before it
  private record Seen(Tensor keys, Tensor values, @Nullable Tensor mask, boolean triangle) {
    /// All that a run has, without a mask.
    static Seen all(RunHeads run, boolean triangle) {
      return new Seen(run.keys(), run.values(), null, triangle);
    }
  }

  /// What a run's queries get, `[R, heads, t, d]`.
  private Tensor of(RunHeads run, TokenBatch batch, Pass pass) {
    Seen seen =
        pass.past()
            .map(past -> remembered(run, past, batch))
            .orElseGet(() -> causal ? before(run) : Seen.all(run, false));
    Tensor q = run.queries();
    Tensor k = shared(seen.keys, q.size(1));
    Tensor v = shared(seen.values, q.size(1));
    if (cap != SoftCap.NONE || (pass.dropout() > 0 && !q.is_cuda())) {
      return spelledOut(q, k, v, seen, pass);
    }
    return q.is_cuda() && pass.precision() == Precision.BFLOAT16
        ? fused(rounded(q), rounded(k), rounded(v), seen, pass).to(torch.ScalarType.Float)
        : fused(q, k, v, seen, pass);
  }

  private Seen remembered(RunHeads run, Continuation past, TokenBatch batch) {
    Tensor places = run.places(batch);
    return new Seen(
        past.keys(run.run(), run.keys(), places),
        past.values(run.run(), run.values(), places),
        past.visible(run.queryPlaces(batch), window),
        false);
  }

  /// What tokens see that see no later ones.
  private Seen before(RunHeads run) {
    int length = run.run().length();
    if (run.asked() == Asked.EACH) {
      return window >= length
          ? Seen.all(run, true)
          : new Seen(run.keys(), run.values(), triangle(length).triu(1L - window), false);
    }
    long end = run.asked().from(length) + 1L;
    long seen = Math.min(window, end);
    return new Seen(
        run.keys().narrow(2, end - seen, seen),
        run.values().narrow(2, end - seen, seen),
        null,
        false);
  }

  private static Tensor triangle(long length) {
    return Tensors.ones(torch.ScalarType.Bool, length, length).tril();
  }

  private static Tensor shared(Tensor x, long heads) {
    long sharing = heads / x.size(1);
    return sharing == 1
        ? x
        : x.unsqueeze(2)
            .expand(x.size(0), x.size(1), sharing, x.size(2), x.size(3))
            .reshape(x.size(0), heads, x.size(2), x.size(3));
  }

  private static Tensor rounded(Tensor x) {
    return x.to(torch.ScalarType.BFloat16);
  }

  /// Without the weights ever being in memory.
  private Tensor fused(Tensor q, Tensor k, Tensor v, Seen seen, Pass pass) {
    return torch.scaled_dot_product_attention(
        q,
        k,
        v,
        seen.mask == null ? new TensorOptional() : new TensorOptional(seen.mask),
        pass.dropout(),
        seen.triangle,
        new DoubleOptional(scale),
        false);
  }

  /// The same with a soft cap or with dropout on the weights, for which libtorch has no fused
  /// operator on CPUs.
  private Tensor spelledOut(Tensor q, Tensor k, Tensor v, Seen seen, Pass pass) {
    Tensor scores =
        SoftCap.apply(q.mul(new Scalar(scale)).matmul(k.transpose(2, 3)), cap); // [R, heads, T, S]
    Tensor mask = seen.triangle ? triangle(q.size(2)) : seen.mask;
    if (mask != null) {
      scores = scores.masked_fill(mask.logical_not(), new Scalar(Double.NEGATIVE_INFINITY));
    }
    return Dropout.apply(torch.softmax(scores, -1), pass.dropout()).matmul(v);
  }
}
