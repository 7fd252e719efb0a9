package dev.w2s.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The right name nearest to a wrong one.
public final class Suggestion {
  private Suggestion() {}

  /// How a message about an unknown name ends: `did you mean 'epochs'?`, or `known are: batch,
  /// epochs` where nothing is near.
  public static String of(String wrong, Collection<String> known) {
    return nearest(wrong, known)
        .map(right -> "did you mean '" + right + "'?")
        .orElseGet(() -> "known are: " + String.join(", ", known));
  }

  /// The known name that the fewest edits lead to, the first of equals; empty where even that one
  /// takes more than a third of the word's letters.
  public static Optional<String> nearest(String wrong, Collection<String> known) {
    String word = shape(wrong);
    int limit = Math.max(1, word.length() / 3);
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(word, shape(name))))
        .filter(name -> distance(word, shape(name)) <= limit);
  }

  /// `maxTokens`, `max_tokens` and `max-tokens` are one word in three habits.
  private static String shape(String name) {
    String dashed = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2");
    return dashed.replace('_', '-').toLowerCase(Locale.ROOT);
  }

  /// Damerau-Levenshtein distance, restricted to one swap per place: insertions, deletions,
  /// replacements and swaps of neighbours count 1 each.
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (swapped(a, b, i, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }

  private static boolean swapped(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
