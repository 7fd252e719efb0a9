package dev.w2s.label;

import java.util.List;
import java.util.Optional;

/// Rows with their true classes, and what tells which of them a simulated supervisor gets wrong.
///
/// @param ids of the rows
/// @param gold true classes, `[N]`
/// @param classes k
/// @param lengths of the texts, `[N]`, in any unit
/// @param probabilities of the ceiling or of a weak supervisor, `[N, k]`
public record GoldRows(
    List<String> ids,
    int[] gold,
    int classes,
    Optional<int[]> lengths,
    Optional<double[][]> probabilities) {
  public GoldRows {
    ids = List.copyOf(ids);
    int rows = ids.size();
    requireRows("gold labels", gold.length, rows);
    lengths.ifPresent(all -> requireRows("lengths", all.length, rows));
    probabilities.ifPresent(all -> requireRows("probabilities", all.length, rows));
  }

  private static void requireRows(String what, int given, int rows) {
    if (given != rows) {
      throw new IllegalArgumentException(
          "there are %s of %d rows but %d ids".formatted(what, given, rows));
    }
  }
}
