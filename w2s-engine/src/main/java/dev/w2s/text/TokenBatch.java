package dev.w2s.text;

import dev.w2s.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// Token sequences of one micro-batch, one behind the other: nothing is padded, so that nothing is
/// computed for nothing, and a row's results do not depend on how long the others are.
///
/// @param ids token ids, int64 `[N]`
/// @param segments 0 for the first text, 1 for the second, int64 `[N]`
/// @param places where each token stands in its row, from 0, int64 `[N]`
/// @param reach places of the row that comes farthest: one more than the largest of them
/// @param runs all rows, in their order
public record TokenBatch(Tensor ids, Tensor segments, Tensor places, int reach, List<Run> runs) {
  /// Rows of one length that follow each other: a rectangle of tokens. What is of whole rows, as
  /// attention is, is computed for all rows of a run at once; batches of rows of like length have
  /// few.
  ///
  /// @param row number of the first, from 0
  /// @param rows how many they are, R
  /// @param length tokens of each, T
  public record Run(int row, int rows, int length) {
    /// Tokens of all of them, `R * T`.
    public int tokens() {
      return rows * length;
    }
  }

  public TokenBatch {
    runs = List.copyOf(runs);
  }

  /// The batch of some rows, its tensors owned by the innermost open scope.
  ///
  /// @param texts all rows
  /// @param rows which of them, in the order of the batch
  public static TokenBatch of(List<EncodedText> texts, int[] rows) {
    return after(new int[rows.length], Arrays.stream(rows).mapToObj(texts::get).toList());
  }

  /// The batch of tokens that go on from others.
  ///
  /// @param starts how many tokens stand before each text's first, `[B]`
  /// @param texts the tokens of each row
  public static TokenBatch after(int[] starts, List<EncodedText> texts) {
    int all = texts.stream().mapToInt(EncodedText::length).sum();
    long[] ids = new long[all];
    long[] segments = new long[all];
    long[] places = new long[all];
    int reach = 0;
    int n = 0;
    for (int row = 0; row < starts.length; row++) {
      EncodedText text = texts.get(row);
      for (int t = 0; t < text.length(); t++, n++) {
        ids[n] = text.ids()[t];
        segments[n] = text.segments()[t];
        places[n] = (long) starts[row] + t;
      }
      reach = Math.max(reach, starts[row] + text.length());
    }
    return new TokenBatch(
        Tensors.longs(ids, all),
        Tensors.longs(segments, all),
        Tensors.longs(places, all),
        reach,
        runs(texts));
  }

  private static List<Run> runs(List<EncodedText> texts) {
    List<Run> runs = new ArrayList<>();
    int first = 0;
    for (int row = 1; row <= texts.size(); row++) {
      if (row == texts.size() || texts.get(row).length() != texts.get(first).length()) {
        runs.add(new Run(first, row - first, texts.get(first).length()));
        first = row;
      }
    }
    return runs;
  }

  /// Rows B.
  public int rows() {
    return runs.stream().mapToInt(Run::rows).sum();
  }

  /// Tokens N of all rows.
  public int tokens() {
    return runs.stream().mapToInt(Run::tokens).sum();
  }
}
