package dev.w2s.train;

import dev.w2s.text.EncodedText;
import java.util.List;

/// Rows that a training is asked about on its way. Nothing that is trained depends on them.
///
/// @param rows the texts: one for each row, or as many as it has alternatives, side by side
/// @param points at how many evenly spaced points of the training; the last is its end
public record Watched(List<EncodedText> rows, int points) {
  /// Nothing.
  public static final Watched NONE = new Watched(List.of(), 0);

  public Watched {
    rows = List.copyOf(rows);
    if (points < 0 || rows.isEmpty() != (points == 0)) {
      throw new IllegalArgumentException(
          "rows are watched at points, but there are %d and %d".formatted(rows.size(), points));
    }
  }
}
