package dev.w2s.label;

import dev.w2s.data.Prediction;
import dev.w2s.label.internal.Rows;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/// Soft labels of rows, in order.
///
/// @param ids of the rows, each once
/// @param probabilities `[N, k]`, each row sums to 1
public record WeakLabels(List<String> ids, double[][] probabilities) {
  private static final double TOLERANCE = 1e-3;

  public WeakLabels {
    ids = List.copyOf(ids);
    if (ids.size() != probabilities.length) {
      throw new IllegalArgumentException(
          "there are %d rows but %d labels".formatted(ids.size(), probabilities.length));
    }
    if (new HashSet<>(ids).size() < ids.size()) {
      throw new IllegalArgumentException("a row has two labels");
    }
    for (double[] label : probabilities) {
      requireDistribution(label, probabilities[0].length);
    }
  }

  private static void requireDistribution(double[] label, int classes) {
    boolean negative = Arrays.stream(label).anyMatch(p -> !(p >= 0));
    if (label.length != classes || negative || Math.abs(Rows.sum(label) - 1) > TOLERANCE) {
      throw new IllegalArgumentException(
          "a label must be a distribution over %d classes but was %s"
              .formatted(classes, Arrays.toString(label)));
    }
  }

  /// What a supervisor or a file says.
  public static WeakLabels of(List<Prediction> predictions) {
    return new WeakLabels(
        predictions.stream().map(Prediction::id).toList(),
        predictions.stream()
            .map(prediction -> Rows.widened(prediction.probabilities()))
            .toArray(double[][]::new));
  }

  /// The same for the store, in float32.
  public List<Prediction> predictions() {
    return IntStream.range(0, size())
        .mapToObj(row -> new Prediction(ids.get(row), Rows.narrowed(probabilities[row])))
        .toList();
  }

  /// Rows N.
  public int size() {
    return probabilities.length;
  }

  /// Classes k; 0 where there are no rows.
  public int classes() {
    return size() == 0 ? 0 : probabilities[0].length;
  }

  /// The most probable class of each row, the first of equals, `[N]`.
  public int[] hard() {
    return Rows.hard(probabilities);
  }

  /// Some of the rows, in the order given.
  WeakLabels only(int[] rows) {
    return new WeakLabels(
        Arrays.stream(rows).mapToObj(ids::get).toList(), Rows.of(probabilities, rows));
  }

  /// The same rows with other labels.
  WeakLabels with(double[][] other) {
    return new WeakLabels(ids, other);
  }
}
