package dev.w2s.model.internal;

import dev.w2s.study.Pooling;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.TokenBatch;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// One vector of many.
final class Pooler {
  private Pooler() {}

  /// Hidden states `[B, T, H]` to vectors `[B, H]`; padding has no weight.
  static Tensor pooled(Tensor hidden, TokenBatch batch, Pooling pooling) {
    return switch (pooling) {
      case FIRST -> hidden.select(1, 0);
      case MEAN -> torch.bmm(shares(batch), hidden).squeeze(1);
      case LAST -> hidden.reshape(-1, hidden.size(2)).index_select(0, lastTokens(batch));
    };
  }

  /// The weight of each token in its row's mean, `[B, 1, T]`.
  private static Tensor shares(TokenBatch batch) {
    Tensor real = batch.mask().to(torch.ScalarType.Float);
    return real.div(real.sum(1).unsqueeze(1)).unsqueeze(1);
  }

  /// Where each row's last real token lies among all tokens of the batch, `[B]`.
  private static Tensor lastTokens(TokenBatch batch) {
    int[] lengths = batch.lengths();
    long width = batch.width();
    return Tensors.longs(
        IntStream.range(0, lengths.length)
            .mapToLong(row -> row * width + lengths[row] - 1)
            .toArray(),
        lengths.length);
  }
}
