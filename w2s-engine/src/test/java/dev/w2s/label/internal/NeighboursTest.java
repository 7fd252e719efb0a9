package dev.w2s.label.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NeighboursTest {
  /// More than one block, and no multiple of it.
  private static final int ROWS = 300;

  @BeforeAll
  static void start() {
    Libtorch.start(2);
  }

  /// Signs, so that cosines are exact and most of them tie.
  @Test
  void equallyNearRowsComeInTheirOwnOrder() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] signs = features(16, () -> random.nextInt(2) * 2 - 1);
    assertThat(Neighbours.nearest(signs, 9)).isEqualTo(bruteForce(signs, 9));
  }

  @Test
  void nearestAreThoseOfTheLargestCosine() {
    SplittableRandom random = new SplittableRandom(2);
    float[][] normal = features(5, random::nextGaussian);
    normal[3] = new float[5];
    assertThat(Neighbours.nearest(normal, 20)).isEqualTo(bruteForce(normal, 20));
  }

  @Test
  void noMemoryStays() {
    SplittableRandom random = new SplittableRandom(3);
    float[][] normal = features(4, random::nextGaussian);
    long before = Scope.liveObjects();
    Neighbours.nearest(normal, 2);
    assertThat(Scope.liveObjects()).isEqualTo(before);
  }

  private static float[][] features(int width, DoubleSupplier numbers) {
    float[][] features = new float[ROWS][width];
    for (float[] row : features) {
      for (int h = 0; h < width; h++) {
        row[h] = (float) numbers.getAsDouble();
      }
    }
    return features;
  }

  private static int[][] bruteForce(float[][] features, int k) {
    return IntStream.range(0, features.length)
        .mapToObj(i -> {
          double[] cosines =
              Stream.of(features).mapToDouble(other -> cosine(features[i], other)).toArray();
          return IntStream.range(0, features.length)
              .filter(j -> j != i)
              .boxed()
              .sorted(Comparator.comparingDouble(j -> -cosines[j]))
              .limit(k)
              .mapToInt(Integer::intValue)
              .toArray();
        })
        .toArray(int[][]::new);
  }

  private static double cosine(float[] a, float[] b) {
    double norms = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
    return norms == 0 ? 0.0 : dot(a, b) / norms;
  }

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(h -> (double) a[h] * b[h]).sum();
  }
}
