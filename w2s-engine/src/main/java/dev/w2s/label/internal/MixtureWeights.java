package dev.w2s.label.internal;

import dev.w2s.train.Minimiser;
import java.util.Arrays;

/// The weights of a mixture of sources that make known classes most likely, see
/// [dev.w2s.study.LabelCombination.LearnedWeights].
public final class MixtureWeights {
  private static final int ITERATIONS = 500;

  /// No source is so sure that a class is impossible: one row would decide all.
  private static final double LEAST = 1e-9;

  private final double[][] gold; // [S, n]: probability of the right class; 0 where s abstains
  private final double l2;

  private MixtureWeights(Panel panel, int[] right, double l2) {
    this.gold = new double[panel.sources()][right.length];
    this.l2 = l2;
    for (int s = 0; s < gold.length; s++) {
      for (int i = 0; i < right.length; i++) {
        double[] said = panel.said(s, i);
        gold[s][i] = Panel.speaks(said) ? Math.max(LEAST, said[right[i]]) : 0;
      }
    }
  }

  /// The weights, `[S]`, sum to 1.
  ///
  /// @param right classes of the panel's rows, `[n]`
  public static double[] fit(Panel panel, int[] right, double l2) {
    MixtureWeights loss = new MixtureWeights(panel, right, l2);
    return Posterior.of(Minimiser.minimise(loss::at, new double[panel.sources()], ITERATIONS));
  }

  /// `-1/n sum_i log (sum_s v_s p_s / sum_s v_s) + l2 / 2 |u|^2`, both sums over those that speak
  /// of row i; its gradient is `-1/n sum_i (v_s p_s / sum v p - v_s / sum v) + l2 u_s`.
  private double at(double[] u, double[] gradient) {
    double[] v = Posterior.of(u); // softmax
    Arrays.setAll(gradient, s -> l2 * u[s]);
    double loss = 0;
    for (int s = 0; s < u.length; s++) {
      loss += l2 / 2 * u[s] * u[s];
    }
    int rows = gold[0].length;
    for (int i = 0; i < rows; i++) {
      loss -= row(i, v, gradient, rows) / rows;
    }
    return loss;
  }

  /// Log-likelihood of a row, whose part of the gradient is added.
  private double row(int i, double[] v, double[] gradient, int rows) {
    double likely = 0;
    double spoken = 0;
    for (int s = 0; s < v.length; s++) {
      likely += v[s] * gold[s][i];
      spoken += gold[s][i] > 0 ? v[s] : 0;
    }
    for (int s = 0; s < v.length; s++) {
      if (gold[s][i] > 0) {
        gradient[s] -= (v[s] * gold[s][i] / likely - v[s] / spoken) / rows;
      }
    }
    return Math.log(likely / spoken);
  }
}
