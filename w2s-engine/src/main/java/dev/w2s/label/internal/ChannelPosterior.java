package dev.w2s.label.internal;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/// Expectation and maximisation for weak labels that a noisy channel made of true ones, see
/// [dev.w2s.study.LabelTransform.NoisyChannel].
public final class ChannelPosterior {
  private ChannelPosterior() {}

  /// Posteriors of the true classes, `[N, k]`.
  ///
  /// @param labels weak labels w, `[N, k]`
  /// @param prior p0 of all rows, `[N, k]`, from the posteriors of all rows
  /// @param iterations of both steps
  public static double[][] of(
      double[][] labels, UnaryOperator<double[][]> prior, int iterations, double smoothing) {
    double[][] before = prior.apply(labels);
    double[][] posteriors = before;
    for (int i = 0; i < iterations; i++) {
      before = i == 0 ? before : prior.apply(posteriors);
      posteriors = expect(before, labels, Channel.fit(posteriors, labels, smoothing));
    }
    return posteriors;
  }

  private static double[][] expect(double[][] prior, double[][] labels, Channel channel) {
    double[][] posteriors = new double[labels.length][];
    for (int i = 0; i < labels.length; i++) {
      double[] logs = Arrays.stream(prior[i]).map(Math::log).toArray();
      channel.tell(labels[i], logs);
      posteriors[i] = Posterior.of(logs);
    }
    return posteriors;
  }
}
