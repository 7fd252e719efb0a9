package dev.w2s.measure;

import java.util.Arrays;

/// The mean of a number over seeds and rows, `[S, N]`, with the interval of [Bootstrap]: rows are
/// resampled, the same ones for all seeds, and the level of the seeds is drawn with Student's t,
/// less the residual that the rows' level holds already.
final class SeedMeans {
  private final double[][] values;
  private final int rows;
  private final double[] rowMeans; // [N]
  private final double[] seedMeans; // [S]
  private final double mean;

  private SeedMeans(double[][] values) {
    this.values = values;
    rows = values[0].length;
    rowMeans = new double[rows];
    for (double[] seed : values) {
      for (int i = 0; i < rows; i++) {
        rowMeans[i] += seed[i] / values.length;
      }
    }
    seedMeans = Arrays.stream(values).mapToDouble(SeedMeans::mean).toArray();
    mean = mean(seedMeans);
  }

  /// The mean with its interval, by 1,000 resamples of the seed and level of [Bootstrap#STANDARD].
  static Estimate estimate(double[][] values) {
    Bootstrap bootstrap =
        new Bootstrap(1_000, Bootstrap.STANDARD.seed(), Bootstrap.STANDARD.level());
    SeedMeans means = new SeedMeans(values);
    return new Estimate(means.mean, means.interval(bootstrap), means.rows, values.length);
  }

  /// The interval of the mean.
  static Interval interval(Bootstrap bootstrap, double[][] values) {
    return new SeedMeans(values).interval(bootstrap);
  }

  private Interval interval(Bootstrap bootstrap) {
    Draws draws = new Draws(bootstrap.seed());
    double spread = spreadOfSeeds();
    double[] drawn = new double[2 * bootstrap.resamples()];
    for (int b = 0; b < bootstrap.resamples(); b++) {
      double row = resampled(draws);
      double seed = spread == 0 ? 0 : spread * draws.normal() / draws.scale(values.length - 1);
      drawn[2 * b] = row + seed;
      drawn[2 * b + 1] = row - seed;
    }
    Arrays.sort(drawn);
    int tail = (int) Math.round(drawn.length * (1 - bootstrap.level()) / 2);
    return new Interval(drawn[tail], drawn[drawn.length - 1 - tail], bootstrap.level());
  }

  private double resampled(Draws draws) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += rowMeans[draws.index(rows)];
    }
    return sum / rows;
  }

  /// Standard error of the mean that seeds add to their rows' (see [Crossed]).
  private double spreadOfSeeds() {
    int seeds = values.length;
    if (seeds == 1 || rows == 1) {
      return 0;
    }
    double between = 0;
    double residual = 0;
    for (int s = 0; s < seeds; s++) {
      double deviation = seedMeans[s] - mean;
      between += deviation * deviation;
      for (int i = 0; i < rows; i++) {
        residual += Math.pow(values[s][i] - rowMeans[i] - deviation, 2);
      }
    }
    double ofOneSeed = between / (seeds - 1) - residual / ((seeds - 1.0) * (rows - 1.0) * rows);
    return Math.sqrt(Math.max(0, ofOneSeed) / seeds);
  }

  private static double mean(double[] of) {
    return Arrays.stream(of).average().orElseThrow();
  }
}
