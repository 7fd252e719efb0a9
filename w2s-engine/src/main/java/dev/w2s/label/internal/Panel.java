package dev.w2s.label.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What several sources say of the same rows, of which each has a word from one source at least.
public final class Panel {
  private final List<String> ids;
  private final int classes;
  private final double[][][] said; // [S, N, k]; a row of zeros says nothing

  private Panel(List<String> ids, int classes, double[][][] said) {
    this.ids = ids;
    this.classes = classes;
    this.said = said;
  }

  /// The rows that some source speaks of.
  ///
  /// @param sources labels by id, `[k]` each
  public static Panel of(List<String> ids, int classes, List<Map<String, double[]>> sources) {
    List<String> spoken =
        ids.stream().filter(id -> sources.stream().anyMatch(s -> s.containsKey(id))).toList();
    double[] nothing = new double[classes];
    double[][][] said =
        sources.stream()
            .map(source ->
                spoken.stream()
                    .map(id -> source.getOrDefault(id, nothing))
                    .toArray(double[][]::new))
            .toArray(double[][][]::new);
    return new Panel(spoken, classes, said);
  }

  /// The rows, in order.
  public List<String> ids() {
    return ids;
  }

  int sources() {
    return said.length;
  }

  int classes() {
    return classes;
  }

  /// What a source says of a row, `[k]`; zeros where it abstains.
  public double[] said(int source, int row) {
    return said[source][row];
  }

  /// What a source says of all rows, `[N, k]`.
  double[][] saidBy(int source) {
    return said[source];
  }

  static boolean speaks(double[] said) {
    return said[Rows.largest(said)] > 0;
  }

  /// The same with all weight of a source's word on its most probable class.
  public Panel votes() {
    return map(word -> speaks(word) ? Rows.certain(Rows.largest(word), classes) : word);
  }

  private Panel map(UnaryOperator<double[]> change) {
    double[][][] changed =
        Arrays.stream(said)
            .map(source -> Arrays.stream(source).map(change).toArray(double[][]::new))
            .toArray(double[][][]::new);
    return new Panel(ids, classes, changed);
  }

  /// What the sources say of each row, added up, `[N, k]`.
  public double[][] sums() {
    double[] ones = new double[said.length];
    Arrays.fill(ones, 1);
    return weighted(ones);
  }

  /// `sum_s v_s p_s / sum_s v_s` over the sources that speak, `[N, k]`; where these have no weight,
  /// they count alike.
  ///
  /// @param weights v, `[S]`
  public double[][] mixed(double[] weights) {
    double[][] mixed = weighted(weights);
    double[][] sums = sums();
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = Rows.normalised(speaks(mixed[i]) ? mixed[i] : sums[i]);
    }
    return mixed;
  }

  private double[][] weighted(double[] weights) {
    double[][] sums = new double[ids.size()][classes];
    for (int s = 0; s < said.length; s++) {
      for (int i = 0; i < sums.length; i++) {
        for (int c = 0; c < classes; c++) {
          sums[i][c] += weights[s] * said[s][i][c];
        }
      }
    }
    return sums;
  }
}
