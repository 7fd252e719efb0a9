package dev.w2s.label;

import dev.w2s.label.internal.Rows;
import java.util.Arrays;

/// What a supervisor's answers on the supervise half mean for the next, see
/// [dev.w2s.study.LabelCombination.Boosting]: a planner trains a supervisor on rows weighted by
/// [#start], asks it about the same rows, trains the next by the weights of the round, and so on.
///
/// @param error the weighted share of wrong rows, e
/// @param vote the supervisor's weight in the vote, `log((1 - e) / e) + log(k - 1)`; 0 where it is
///   no better than chance
/// @param weights of the rows for the next supervisor, `[n]`, sum to 1
public record BoostingRound(double error, double vote, double[] weights) {
  /// A vote below this is chance, but for rounding.
  private static final double CHANCE = 1e-9;

  /// Weights of the rows for the first supervisor: equal ones, `[n]`, sum to 1.
  public static double[] start(int rows) {
    double[] weights = new double[rows];
    Arrays.fill(weights, 1.0 / rows);
    return weights;
  }

  /// The round of one supervisor. A supervisor that makes no error is taken to make half of one, of
  /// n rows of equal weight, so that its vote is finite.
  ///
  /// @param weights that it was trained with, `[n]`, sum to 1
  /// @param wrong which rows it gets wrong, `[n]`
  /// @param classes k
  public static BoostingRound of(double[] weights, boolean[] wrong, int classes) {
    double error = error(weights, wrong);
    double least = Math.max(error, .5 / weights.length);
    double vote = Math.log((1 - least) / least) + Math.log(classes - 1);
    return vote < CHANCE
        ? new BoostingRound(error, 0, start(weights.length))
        : new BoostingRound(error, vote, raised(weights, wrong, Math.exp(vote)));
  }

  private static double error(double[] weights, boolean[] wrong) {
    double error = 0;
    for (int i = 0; i < weights.length; i++) {
      error += wrong[i] ? weights[i] : 0;
    }
    return Math.min(error, 1);
  }

  private static double[] raised(double[] weights, boolean[] wrong, double times) {
    double[] raised = weights.clone();
    for (int i = 0; i < raised.length; i++) {
      raised[i] *= wrong[i] ? times : 1;
    }
    return Rows.normalised(raised);
  }
}
