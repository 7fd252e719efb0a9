package dev.w2s.train.internal;

import dev.w2s.text.EncodedText;
import java.util.List;

/// Tokens of each row.
public final class Lengths {
  private Lengths() {}

  /// Tokens of each row, in order.
  public static int[] of(List<EncodedText> rows) {
    return rows.stream().mapToInt(EncodedText::length).toArray();
  }
}
