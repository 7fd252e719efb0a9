package dev.w2s.finding;

import java.util.List;

/// What one role of a study said of the test rows.
///
/// @param role for people: `the ceiling`
/// @param labels the class named, one array `[rows]` for each seed
record Answers(String role, List<int[]> labels) {
  Answers {
    labels = List.copyOf(labels);
  }

  /// How many rows of a seed were given one and the same class, the most frequent one.
  Most most(int seed, int classes) {
    int[] counts = new int[classes];
    for (int label : labels.get(seed)) {
      counts[label]++;
    }
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (counts[c] > counts[best]) {
        best = c;
      }
    }
    return new Most(best, counts[best]);
  }

  /// A class and how many rows were given it.
  record Most(int label, int rows) {}
}
