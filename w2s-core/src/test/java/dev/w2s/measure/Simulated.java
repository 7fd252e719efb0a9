package dev.w2s.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Studies with a known truth: an answer is right where `threshold + row + seed + residual > 0`,
/// all normal.
///
/// @param thresholds one for each model
/// @param seedSpread standard deviation of a model's seed effect
/// @param rows test rows
/// @param seeds repetitions
record Simulated(double[] thresholds, double seedSpread, int seeds, int rows) {
  private static final double ROW = 1;
  private static final double ROW_OF_MODEL = .5;
  private static final double RESIDUAL = .5;

  /// The accuracy that infinitely many seeds and rows would give.
  double truth(int model) {
    double spread =
        Math.sqrt(
            ROW * ROW
                + ROW_OF_MODEL * ROW_OF_MODEL
                + RESIDUAL * RESIDUAL
                + seedSpread * seedSpread);
    return standardNormal(thresholds[model] / spread);
  }

  /// One study: the outcomes of each model on shared rows.
  Outcomes[] draw(Random random) {
    double[] shared = random.doubles(rows).map(any -> ROW * random.nextGaussian()).toArray();
    Outcomes[] models = new Outcomes[thresholds.length];
    for (int m = 0; m < models.length; m++) {
      models[m] = model(random, shared, thresholds[m]);
    }
    return models;
  }

  private Outcomes model(Random random, double[] shared, double threshold) {
    int[][] answers = new int[seeds][rows];
    double[] effects =
        random.doubles(seeds).map(any -> seedSpread * random.nextGaussian()).toArray();
    for (int i = 0; i < rows; i++) {
      double row = threshold + shared[i] + ROW_OF_MODEL * random.nextGaussian();
      for (int s = 0; s < seeds; s++) {
        answers[s][i] = row + effects[s] + RESIDUAL * random.nextGaussian() > 0 ? 1 : 0;
      }
    }
    int[] gold = new int[rows];
    Arrays.fill(gold, 1);
    return Outcomes.of(List.of(answers), gold);
  }

  /// Abramowitz and Stegun 26.2.17, error below 7.5e-8.
  private static double standardNormal(double x) {
    double t = 1 / (1 + .2316419 * Math.abs(x));
    double tail =
        t
            * (.319381530
                + t * (-.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double upper = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * tail;
    return x > 0 ? 1 - upper : upper;
  }
}
