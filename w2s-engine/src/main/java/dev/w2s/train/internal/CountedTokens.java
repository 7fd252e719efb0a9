package dev.w2s.train.internal;

import dev.w2s.tensor.Tensors;
import dev.w2s.train.Passage;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// The tokens of passages that count, one row behind the other. Vocabulary logits are computed for
/// them alone.
///
/// @param passages all of them
public record CountedTokens(List<Passage> passages) {
  /// How many tokens of some rows count, n.
  public int count(int[] rows) {
    return Arrays.stream(rows).map(row -> passages.get(row).counted()).sum();
  }

  /// Hidden states where the tokens that count are to come, `[n, H]`.
  ///
  /// @param hidden states of the rows, `[N, H]`
  public Tensor before(Tensor hidden, int[] rows) {
    return hidden.index_select(0, places(rows));
  }

  /// The tokens that count, int64 `[n, 1]`.
  public Tensor tokens(int[] rows) {
    long[] tokens =
        Arrays.stream(rows)
            .mapToObj(passages::get)
            .flatMapToInt(passage -> Arrays.stream(passage.ids()).skip(passage.from()))
            .asLongStream()
            .toArray();
    return Tensors.longs(tokens, tokens.length, 1);
  }

  /// Where the tokens before those that count stand among the rows', int64 `[n]`.
  private Tensor places(int[] rows) {
    long[] places = new long[count(rows)];
    long start = 0;
    int n = 0;
    for (int row : rows) {
      Passage passage = passages.get(row);
      for (int t = passage.from(); t < passage.length(); t++) {
        places[n++] = start + t - 1;
      }
      start += passage.length();
    }
    return Tensors.longs(places, n);
  }
}
