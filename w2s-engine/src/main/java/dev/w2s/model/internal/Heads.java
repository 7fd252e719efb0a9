package dev.w2s.model.internal;

import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.Tensor;

/// The heads of attention, apart and side by side.
final class Heads {
  private Heads() {}

  /// `[B * T, heads * d]` to `[B, heads, T, d]`, without a copy.
  static Tensor split(Tensor x, TokenBatch batch, long headWidth) {
    return x.view(batch.rows(), batch.width(), x.size(1) / headWidth, headWidth).transpose(1, 2);
  }

  /// `[B, heads, T, d]` to `[B * T, heads * d]`.
  static Tensor join(Tensor x) {
    return x.transpose(1, 2).reshape(x.size(0) * x.size(2), x.size(1) * x.size(3));
  }
}
