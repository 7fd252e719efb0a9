package dev.w2s.finding;

import dev.w2s.data.Prediction;
import java.util.Arrays;
import java.util.List;

/// What one role of a study said of the test rows.
///
/// @param role for people: `the ceiling`
/// @param seeds for each seed, one prediction for each test row, in their order
record Answers(String role, List<List<Prediction>> seeds) {
  Answers {
    seeds = List.copyOf(seeds);
  }

  /// The class named, one array `[rows]` for each seed.
  List<int[]> labels() {
    return seeds.stream().map(rows -> rows.stream().mapToInt(Prediction::label).toArray()).toList();
  }

  /// Its probability, one array `[rows]` for each seed.
  List<float[]> confidence() {
    return seeds.stream().map(Answers::confidence).toList();
  }

  private static float[] confidence(List<Prediction> rows) {
    float[] result = new float[rows.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = rows.get(i).probabilities()[rows.get(i).label()];
    }
    return result;
  }

  /// Of all classes, one array `[rows, k]` for each seed.
  List<float[][]> probabilities() {
    return seeds.stream()
        .map(rows -> rows.stream().map(Prediction::probabilities).toArray(float[][]::new))
        .toList();
  }

  /// Mean probabilities over the seeds, `[rows, k]`.
  double[][] means() {
    int classes = seeds.getFirst().getFirst().probabilities().length;
    double[][] means = new double[seeds.getFirst().size()][classes];
    for (List<Prediction> rows : seeds) {
      for (int i = 0; i < means.length; i++) {
        for (int c = 0; c < classes; c++) {
          means[i][c] += (double) rows.get(i).probabilities()[c] / seeds.size();
        }
      }
    }
    return means;
  }

  /// Whether two seeds, counted from 0, answered every row alike, to the last bit.
  boolean alike(int one, int other) {
    List<Prediction> rows = seeds.get(one);
    for (int i = 0; i < rows.size(); i++) {
      float[] said = seeds.get(other).get(i).probabilities();
      if (!Arrays.equals(rows.get(i).probabilities(), said)) {
        return false;
      }
    }
    return true;
  }

  /// How many rows of a seed were given one and the same class, the most frequent one.
  Most most(int seed, int classes) {
    int[] counts = new int[classes];
    for (Prediction prediction : seeds.get(seed)) {
      counts[prediction.label()]++;
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
