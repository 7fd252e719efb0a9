package dev.w2s.label.internal;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Expectation and maximisation with a confusion matrix for each source, see
/// [dev.w2s.study.LabelCombination.DawidSkene].
public final class ConfusionPosterior {
  private static final double STILL = 1e-9;

  private ConfusionPosterior() {}

  /// Posteriors of the true classes, `[N, k]`.
  ///
  /// @param votes with all weight on one class
  /// @param iterations of both steps, at most
  public static double[][] of(Panel votes, int iterations, double smoothing) {
    double[][] posteriors =
        Arrays.stream(votes.sums()).map(Rows::normalised).toArray(double[][]::new);
    for (int i = 0; i < iterations; i++) {
      double[][] before = posteriors;
      posteriors = improved(before, votes, smoothing);
      if (change(before, posteriors) <= STILL) {
        break;
      }
    }
    return posteriors;
  }

  private static double[][] improved(double[][] posteriors, Panel votes, double smoothing) {
    double[] prior = prior(posteriors, votes.classes(), smoothing);
    double[][] logs = Arrays.stream(posteriors).map(row -> prior.clone()).toArray(double[][]::new);
    for (int s = 0; s < votes.sources(); s++) {
      double[][] labels = votes.saidBy(s);
      Channel channel = Channel.fit(posteriors, labels, smoothing);
      for (int i = 0; i < labels.length; i++) {
        channel.tell(labels[i], logs[i]);
      }
    }
    return Arrays.stream(logs).map(Posterior::of).toArray(double[][]::new);
  }

  /// Logarithms of the shares of the classes.
  private static double[] prior(double[][] posteriors, int classes, double smoothing) {
    double[] counts = new double[classes];
    Arrays.fill(counts, smoothing);
    for (double[] row : posteriors) {
      Rows.add(counts, row);
    }
    return Arrays.stream(Rows.normalised(counts)).map(Math::log).toArray();
  }

  private static double change(double[][] before, double[][] after) {
    return IntStream.range(0, before.length)
        .mapToDouble(i -> Rows.distance(before[i], after[i]))
        .max()
        .orElse(0);
  }
}
