package dev.w2s.train.internal;

import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of equally many token sequences each, which lie side by side: one, or one for each
/// alternative that a row offers.
///
/// @param texts all sequences, `each` of the first row first
/// @param each sequences of a row
public record Sequences(List<EncodedText> texts, int each) {
  public Sequences {
    if (each < 1 || texts.size() % each != 0) {
      throw new IllegalArgumentException(
          texts.size() + " sequences are not " + each + " for each row");
    }
  }

  /// How many rows there are.
  public int rows() {
    return texts.size() / each;
  }

  /// Tokens of each row, all of whose sequences count as the longest.
  public int[] lengths() {
    return IntStream.range(0, rows()).map(row -> each * longest(row)).toArray();
  }

  private int longest(int row) {
    return texts.subList(row * each, (row + 1) * each).stream()
        .mapToInt(EncodedText::length)
        .max()
        .orElseThrow();
  }

  /// Some rows, their sequences side by side; the innermost open scope owns them.
  public TokenBatch batch(int[] rows) {
    int[] sequences =
        Arrays.stream(rows).flatMap(row -> IntStream.range(row * each, (row + 1) * each)).toArray();
    return TokenBatch.of(texts, sequences);
  }
}
