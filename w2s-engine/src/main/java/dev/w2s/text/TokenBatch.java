package dev.w2s.text;

import dev.w2s.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// Token sequences of one micro-batch, padded on the right to the longest. The mask says what is
/// padding; token id 0 is a token like others.
///
/// @param ids token ids, int64 `[B, T]`
/// @param segments 0 for the first text, 1 for the second, int64 `[B, T]`
/// @param mask true at real tokens, bool `[B, T]`
/// @param lengths real tokens of each row, `[B]`
public record TokenBatch(Tensor ids, Tensor segments, Tensor mask, int[] lengths) {
  /// The batch of some rows, its tensors owned by the innermost open scope.
  ///
  /// @param texts all rows
  /// @param rows which of them, in the order of the batch
  public static TokenBatch of(List<EncodedText> texts, int[] rows) {
    int[] lengths = new int[rows.length];
    int width = 0;
    for (int i = 0; i < rows.length; i++) {
      lengths[i] = texts.get(rows[i]).length();
      width = Math.max(width, lengths[i]);
    }
    long[] ids = new long[rows.length * width];
    long[] segments = new long[rows.length * width];
    byte[] mask = new byte[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      fill(texts.get(rows[i]), i * width, ids, segments, mask);
    }
    return new TokenBatch(
        Tensors.longs(ids, rows.length, width),
        Tensors.longs(segments, rows.length, width),
        Tensors.flags(mask, rows.length, width),
        lengths);
  }

  private static void fill(EncodedText text, int start, long[] ids, long[] segments, byte[] mask) {
    for (int t = 0; t < text.length(); t++) {
      ids[start + t] = text.ids()[t];
      segments[start + t] = text.segments()[t];
      mask[start + t] = 1;
    }
  }

  /// Rows B.
  public int rows() {
    return lengths.length;
  }

  /// Tokens T of the longest row.
  public int width() {
    return Math.toIntExact(ids.size(1));
  }

  /// Whether any row is shorter than the longest.
  public boolean padded() {
    for (int length : lengths) {
      if (length < width()) {
        return true;
      }
    }
    return false;
  }
}
