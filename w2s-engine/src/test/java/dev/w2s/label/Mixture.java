package dev.w2s.label;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Rows of normal clouds, one for each class, with weak labels of which a known share is wrong.
record Mixture(float[][] features, int[] gold, WeakLabels labels) {
  /// @param distance of the clouds' middles from 0, each along an axis of its own
  /// @param error probability that a label is wrong; it is then any other class
  static Mixture of(int rows, int classes, int width, double distance, double error, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] features = new float[rows][width];
    int[] gold = new int[rows];
    double[][] labels = new double[rows][classes];
    for (int i = 0; i < rows; i++) {
      gold[i] = random.nextInt(classes);
      for (int h = 0; h < width; h++) {
        features[i][h] = (float) (random.nextGaussian() + (h == gold[i] ? distance : 0));
      }
      boolean wrong = random.nextDouble() < error;
      int label = wrong ? (gold[i] + 1 + random.nextInt(classes - 1)) % classes : gold[i];
      labels[i] = soft(label, classes, .6 + .4 * random.nextDouble());
    }
    return new Mixture(features, gold, new WeakLabels(ids(rows), labels));
  }

  static double[] soft(int label, int classes, double confidence) {
    return IntStream.range(0, classes)
        .mapToDouble(c -> c == label ? confidence : (1 - confidence) / (classes - 1))
        .toArray();
  }

  static List<String> ids(int rows) {
    return IntStream.range(0, rows).mapToObj(i -> "row" + i).toList();
  }

  Evidence evidence() {
    return Evidence.NONE.withFeatures(features);
  }

  /// Share of labels whose most probable class is the true one.
  double accuracy(WeakLabels some) {
    int[] hard = some.hard();
    return IntStream.range(0, hard.length)
            .filter(i -> hard[i] == gold[Integer.parseInt(some.ids().get(i).substring(3))])
            .count()
        / (double) hard.length;
  }
}
