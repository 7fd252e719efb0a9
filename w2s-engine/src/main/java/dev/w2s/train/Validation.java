package dev.w2s.train;

import dev.w2s.text.EncodedText;
import java.util.List;

/// Rows that a training never learns from and that decide which of its states is kept. What they
/// are compared with is the caller's choice: weak labels for agreement, gold for an oracle.
///
/// @param rows the texts: one for each row, or as many as it has alternatives, side by side
/// @param targets of each row, `[M, k]`
public record Validation(List<EncodedText> rows, float[][] targets) {
  /// No rows: the last state is kept.
  public static final Validation NONE = new Validation(List.of(), new float[0][]);

  public Validation {
    if (targets.length == 0 ? !rows.isEmpty() : rows.size() % targets.length != 0) {
      throw new IllegalArgumentException(
          rows.size() + " validation rows have " + targets.length + " targets");
    }
  }
}
