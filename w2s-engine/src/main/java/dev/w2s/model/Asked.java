package dev.w2s.model;

import dev.w2s.tensor.Tensors;
import dev.w2s.text.TokenBatch;
import dev.w2s.text.TokenBatch.Run;
import org.bytedeco.pytorch.Tensor;

/// The tokens of a batch whose hidden states are asked for. A network's last layer is computed for
/// these alone: of the others only what attention reads, and queries where a family makes them in
/// one product with keys and values.
public enum Asked {
  /// All of them, M = N.
  EACH,
  /// The first of each row, M = B.
  FIRST,
  /// The last of each row, M = B.
  LAST;

  /// Those of all tokens' rows of a tensor, `[N, ..]` to `[M, ..]`.
  public Tensor of(Tensor x, TokenBatch batch) {
    return this == EACH ? x : x.index_select(0, tokens(batch));
  }

  /// How many of a row's tokens they are.
  ///
  /// @param length tokens of the row
  public int count(int length) {
    return this == EACH ? length : 1;
  }

  /// Which of a row's tokens is the first of them, from 0.
  ///
  /// @param length tokens of the row
  public int from(int length) {
    return this == LAST ? length - 1 : 0;
  }

  /// Where they lie in a batch of which one token of each row is asked for, int64 `[B]`.
  private Tensor tokens(TokenBatch batch) {
    long[] tokens = new long[batch.rows()];
    long start = 0;
    int n = 0;
    for (Run run : batch.runs()) {
      for (int row = 0; row < run.rows(); row++) {
        tokens[n++] = start + from(run.length());
        start += run.length();
      }
    }
    return Tensors.longs(tokens, n);
  }
}
