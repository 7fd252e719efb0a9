package dev.w2s.measure;

import java.util.SplittableRandom;

/// Random numbers that every Java release gives alike.
final class Draws {
  private final SplittableRandom random;

  Draws(long seed) {
    random = new SplittableRandom(seed);
  }

  /// A whole number in `[0, bound)`; the bias of the multiplication is below `bound / 2^64`.
  int index(int bound) {
    return (int) Math.unsignedMultiplyHigh(random.nextLong(), bound);
  }

  /// Standard normal, by Marsaglia's polar method.
  double normal() {
    while (true) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * Math.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /// The root of a mean of squares of so many standard normals: `sqrt(chi² / df)`.
  double scale(int degreesOfFreedom) {
    double sum = 0;
    for (int i = 0; i < degreesOfFreedom; i++) {
      double x = normal();
      sum += x * x;
    }
    return Math.sqrt(sum / degreesOfFreedom);
  }
}
