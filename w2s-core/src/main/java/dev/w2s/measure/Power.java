package dev.w2s.measure;

import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// How likely a study is to find a difference that is there: that the interval of its difference
/// excludes 0, on the right side.
///
/// With variance components of a pilot, the difference over S seeds and N rows has variance `V =
/// seed/S + row/N + residual/(S N)`, estimated with `df = V² / (U² / (S-1))` degrees of freedom,
/// where U is the part that the seeds' spread shows (Satterthwaite, Biometrics Bulletin 2, 1946).
/// Power is then that of Student's test, `P(T > t(1 - (1-level)/2, df))` with T of the noncentral t
/// distribution with noncentrality `effect / sqrt(V)` (Cohen 1988, chapter 2).
///
/// A single seed has no spread, so that nothing is said of it.
///
/// @param components of the difference
/// @param level of confidence, .95
public record Power(Components components, double level) {
  /// More seeds than that are not looked at.
  public static final int MOST_SEEDS = 1_000;

  /// More rows than that are not looked at.
  public static final int MOST_ROWS = 10_000_000;

  /// Strips of equal probability in the integral over the estimated variance.
  private static final int STRIPS = 400;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  public Power {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "a confidence level must lie between 0 and 1 but was " + level);
    }
  }

  /// Power for an effect.
  ///
  /// @param effect the true difference of accuracies, above 0
  /// @param seeds at least 2
  /// @param rows test rows, at least 1
  public double of(double effect, int seeds, int rows) {
    requireDesign(effect, seeds, rows);
    double variance = components.ofMean(seeds, rows);
    if (variance == 0) {
      return 1;
    }
    double shown = components.betweenSeeds(seeds, rows);
    double degrees =
        shown == 0 ? Double.POSITIVE_INFINITY : (seeds - 1) * Math.pow(variance / shown, 2);
    return beyond(effect / Math.sqrt(variance), degrees);
  }

  /// The fewest seeds, at least 2, that reach a power; empty where [#MOST_SEEDS] do not.
  public OptionalInt seeds(double effect, int rows, double power) {
    return fewest(2, MOST_SEEDS, seeds -> of(effect, seeds, rows) >= power);
  }

  /// The fewest rows, at least 2, that reach a power; empty where [#MOST_ROWS] do not, because
  /// seeds differ too much.
  public OptionalInt rows(double effect, int seeds, double power) {
    return fewest(2, MOST_ROWS, rows -> of(effect, seeds, rows) >= power);
  }

  /// Power grows with seeds and with rows: the first that is enough is found by halving.
  private static OptionalInt fewest(int least, int most, IntPredicate enough) {
    if (!enough.test(most)) {
      return OptionalInt.empty();
    }
    int low = least;
    int high = most;
    while (low < high) {
      int middle = low + (high - low) / 2;
      if (enough.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return OptionalInt.of(high);
  }

  /// P(T > critical), T noncentral t: `(Z + shift) / s` with `s² = chi²/df`, averaged over s.
  private double beyond(double shift, double degrees) {
    double tail = (1 - level) / 2;
    // From a million degrees on Student's t is the normal distribution to all digits shown.
    if (degrees > 1e6) {
      return NORMAL.survivalProbability(NORMAL.inverseSurvivalProbability(tail) - shift);
    }
    double critical = TDistribution.of(degrees).inverseSurvivalProbability(tail);
    ChiSquaredDistribution squares = ChiSquaredDistribution.of(degrees);
    double sum = 0;
    for (int i = 0; i < STRIPS; i++) {
      double s = Math.sqrt(squares.inverseCumulativeProbability((i + .5) / STRIPS) / degrees);
      sum += NORMAL.survivalProbability(critical * s - shift);
    }
    return sum / STRIPS;
  }

  private static void requireDesign(double effect, int seeds, int rows) {
    if (!(effect > 0 && effect <= 1)) {
      throw new IllegalArgumentException("effect must lie in (0, 1] but was " + effect);
    }
    if (seeds < 2 || rows < 1) {
      throw new IllegalArgumentException(
          "power needs 2 seeds and a row but there are %d and %d".formatted(seeds, rows));
    }
  }
}
