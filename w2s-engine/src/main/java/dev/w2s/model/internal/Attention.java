package dev.w2s.model.internal;

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
/// A causal row needs no mask for its padding: it lies to the right of every real token.
///
/// @param causal whether a token sees itself and those before it alone, else all real ones of its
///   row
/// @param scale what products of queries and keys are multiplied by
/// @param window how many tokens a causal token sees at most, itself among them
/// @param cap the soft cap of scores; [SoftCap#NONE] for none
record Attention(boolean causal, double scale, int window, double cap) {
  /// Sees everything before it, however long.
  static final int UNLIMITED = Integer.MAX_VALUE;

  /// Every token sees every real token of its row.
  static Attention full(int headWidth) {
    return new Attention(false, 1 / Math.sqrt(headWidth), UNLIMITED, SoftCap.NONE);
  }

  /// Every token sees itself and at most `window - 1` before it.
  static Attention causal(int headWidth, int window) {
    return new Attention(true, 1 / Math.sqrt(headWidth), window, SoftCap.NONE);
  }

  /// `softmax(q k^T scale) v`, `[B, heads, T, d]`. Where there are fewer keys than queries, as many
  /// neighbouring queries share one (arXiv 2305.13245).
  ///
  /// Tokens that go on from what is remembered see the keys and values of that too.
  ///
  /// @param q `[B, heads, T, d]`
  /// @param k `[B, heads / n, T, d]`
  /// @param v `[B, heads / n, T, d]`
  Tensor apply(Tensor q, Tensor k, Tensor v, TokenBatch batch, Pass pass) {
    Tensor keys = shared(pass.past().map(past -> past.keys(k)).orElse(k), q.size(1));
    Tensor values = shared(pass.past().map(past -> past.values(v)).orElse(v), q.size(1));
    if (cap != SoftCap.NONE || (pass.dropout() > 0 && !q.is_cuda())) {
      return spelledOut(q, keys, values, batch, pass);
    }
    return q.is_cuda() && pass.precision() == Precision.BFLOAT16
        ? fused(rounded(q), rounded(keys), rounded(values), batch, pass).to(torch.ScalarType.Float)
        : fused(q, keys, values, batch, pass);
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
  private Tensor fused(Tensor q, Tensor k, Tensor v, TokenBatch batch, Pass pass) {
    boolean plain = causal && window >= batch.width() && pass.past().isEmpty();
    Tensor visible = plain ? null : visible(batch, pass);
    return torch.scaled_dot_product_attention(
        q,
        k,
        v,
        visible == null ? new TensorOptional() : new TensorOptional(visible),
        pass.dropout(),
        plain,
        new DoubleOptional(scale),
        false);
  }

  /// The same with a soft cap or with dropout on the weights, for which libtorch has no fused
  /// operator on CPUs.
  private Tensor spelledOut(Tensor q, Tensor k, Tensor v, TokenBatch batch, Pass pass) {
    Tensor scores =
        SoftCap.apply(q.mul(new Scalar(scale)).matmul(k.transpose(2, 3)), cap); // [B, heads, T, T]
    Tensor visible = visible(batch, pass);
    if (visible != null) {
      scores = scores.masked_fill(visible.logical_not(), new Scalar(Double.NEGATIVE_INFINITY));
    }
    return Dropout.apply(torch.softmax(scores, -1), pass.dropout()).matmul(v);
  }

  /// True where a query sees a key, `[T, T]`, `[B, 1, 1, T]` or `[B, 1, T, C]`; null where all see
  /// all.
  private @Nullable Tensor visible(TokenBatch batch, Pass pass) {
    if (pass.past().isPresent()) {
      return pass.past().get().visible(window);
    }
    long width = batch.width();
    if (!causal) {
      return batch.padded() ? batch.mask().view(batch.rows(), 1, 1, width) : null;
    }
    Tensor past = Tensors.ones(torch.ScalarType.Bool, width, width).tril();
    return window >= width ? past : past.triu(1L - window);
  }
}
