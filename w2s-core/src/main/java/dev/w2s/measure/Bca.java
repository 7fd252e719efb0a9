package dev.w2s.measure;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// Which quantiles of the resamples are the ends of a BCa interval. See [IntervalKind#BCA].
///
/// @param bias z0: how far the resamples' median lies from the value, in standard deviations
/// @param acceleration a: how fast the standard error grows with the value
record Bca(double bias, double acceleration) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /// @param drawn resamples in ascending order, not all the same
  /// @param value the estimate itself
  /// @param acceleration a sixth of the skewness of its jackknife values
  static Bca of(double[] drawn, double value, double acceleration) {
    double below = 0;
    for (double draw : drawn) {
      below += draw < value ? 1 : draw == value ? .5 : 0;
    }
    // A share of 0 or 1 has no normal quantile: all resamples lie on one side by half a draw.
    double share = Math.clamp(below / drawn.length, .5 / drawn.length, 1 - .5 / drawn.length);
    return new Bca(NORMAL.inverseCumulativeProbability(share), acceleration);
  }

  /// The share of resamples that lies below the end that has this share below it in theory.
  double share(double nominal) {
    double z = bias + NORMAL.inverseCumulativeProbability(nominal);
    return NORMAL.cumulativeProbability(bias + z / (1 - acceleration * z));
  }
}
