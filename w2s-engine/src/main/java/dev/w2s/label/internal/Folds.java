package dev.w2s.label.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.train.LogisticRegression;
import java.util.stream.IntStream;

/// Logistic regressions by cross-validation: each row is predicted by one that was fitted without
/// it.
public final class Folds {
  private final float[][] features;
  private final int[] fold;
  private final int folds;
  private final double l2;

  /// @param features `[N, H]`
  /// @param seed draws the folds, which differ by a row at most
  /// @throws BadInputException where there are more folds than rows
  public Folds(float[][] features, int folds, double l2, long seed) {
    if (folds > features.length) {
      throw new BadInputException(
          "%d folds are asked for but there are %d rows; lower folds"
              .formatted(folds, features.length));
    }
    this.features = features;
    this.folds = folds;
    this.l2 = l2;
    this.fold = new int[features.length];
    int[] order = new Draws(Draws.Purpose.FOLDS, seed).shuffled(Rows.all(features.length));
    for (int i = 0; i < order.length; i++) {
      fold[order[i]] = i % folds;
    }
  }

  /// What the regressions say, `[N, k]`.
  ///
  /// @param targets soft labels, `[N, k]`
  public double[][] predict(double[][] targets) {
    double[][] predicted = new double[targets.length][];
    for (int f = 0; f < folds; f++) {
      int[] out = rows(f, true);
      int[] in = rows(f, false);
      LogisticRegression fitted =
          LogisticRegression.fit(Rows.of(features, in), Rows.of(targets, in), l2);
      double[][] said = fitted.predict(Rows.of(features, out));
      for (int i = 0; i < out.length; i++) {
        predicted[out[i]] = said[i];
      }
    }
    return predicted;
  }

  /// Rows within a fold, or without.
  int[] rows(int of, boolean within) {
    return IntStream.range(0, fold.length).filter(i -> (fold[i] == of) == within).toArray();
  }
}
