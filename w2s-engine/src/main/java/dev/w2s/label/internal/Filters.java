package dev.w2s.label.internal;

import dev.w2s.study.LabelTransform.ConfidenceFilter;
import dev.w2s.study.LabelTransform.TopologicalFilter;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Which rows stay, ascending.
public final class Filters {
  private Filters() {}

  /// Those that the supervisor is surest of.
  public static int[] confident(ConfidenceFilter filter, double[][] labels) {
    int[] hard = Rows.hard(labels);
    if (!filter.balanced()) {
      return confident(Rows.all(labels.length), hard, labels, filter.keep());
    }
    return IntStream.range(0, labels[0].length)
        .mapToObj(c -> IntStream.range(0, hard.length).filter(i -> hard[i] == c).toArray())
        .flatMapToInt(rows -> Arrays.stream(confident(rows, hard, labels, filter.keep())))
        .sorted()
        .toArray();
  }

  private static int[] confident(int[] rows, int[] hard, double[][] labels, double keep) {
    return Rows.best(rows, i -> -labels[i][hard[i]], keep);
  }

  /// Those whose label is near what is judged of them.
  ///
  /// @param judged `[N, k]`
  /// @param keep share that stays; empty for those whose class is that which is judged
  public static int[] near(double[][] labels, double[][] judged, OptionalDouble keep) {
    if (keep.isPresent()) {
      return Rows.best(
          Rows.all(labels.length), i -> Rows.distance(labels[i], judged[i]), keep.getAsDouble());
    }
    int[] hard = Rows.hard(labels);
    int[] other = Rows.hard(judged);
    return IntStream.range(0, hard.length).filter(i -> hard[i] == other[i]).toArray();
  }

  /// Each class's largest component without its outliers.
  public static int[] connected(TopologicalFilter filter, double[][] labels, float[][] features) {
    int[] hard = Rows.hard(labels);
    int[][] nearest = Neighbours.nearest(features, filter.neighbours());
    int[] core = new Components(nearest, hard).largest(hard, labels[0].length);
    return filter.agreement() == 0 || core.length < 2 ? core : inner(filter, core, hard, features);
  }

  private static int[] inner(TopologicalFilter filter, int[] core, int[] hard, float[][] features) {
    int k = Math.min(filter.outlierNeighbours(), core.length - 1);
    int[][] nearest = Neighbours.nearest(Rows.of(features, core), k);
    return IntStream.range(0, core.length)
        .filter(i -> {
          long own = Arrays.stream(nearest[i]).filter(j -> hard[core[j]] == hard[core[i]]).count();
          return own >= filter.agreement() * k;
        })
        .map(i -> core[i])
        .toArray();
  }
}
