package dev.w2s.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Several models resampled together, and what is estimated from it. See [Bootstrap] for how.
public final class Resamples {
  private final Bootstrap bootstrap;
  private final List<Outcomes> outcomes;
  private final Crossed design;
  private final double[] rowShifts; // [B, M]: mean of resampled rows - mean of all
  private final double[] seedShifts; // [B, M]: draw of the seeds' level

  Resamples(Bootstrap bootstrap, List<Outcomes> outcomes) {
    this.bootstrap = bootstrap;
    this.outcomes = List.copyOf(outcomes);
    requireOneShape(this.outcomes);
    design = new Crossed(this.outcomes);
    requireDefined();
    Draws draws = new Draws(bootstrap.seed());
    seedShifts = seedShifts(draws);
    rowShifts = rowShifts(draws);
  }

  /// Share of right answers over all seeds and rows.
  ///
  /// @throws IllegalArgumentException where these outcomes were not resampled here
  public Estimate accuracy(Outcomes of) {
    Interval interval = interval(design.mean(index(of)), contrast(of, null));
    return estimate(of.accuracy(), clamp(interval, 0));
  }

  /// `first - second`, paired by seed and row.
  ///
  /// @throws IllegalArgumentException where these outcomes were not resampled here
  public Estimate difference(Outcomes first, Outcomes second) {
    double value = first.accuracy() - second.accuracy();
    return estimate(value, clamp(interval(value, contrast(first, second)), -1));
  }

  /// How surprising a difference would be between two that do not differ: the smallest p at which
  /// the interval of `first - second` at level `1 - p` excludes 0 (Efron and Tibshirani 1993,
  /// section 15.4), of two sides, with one resample added (Davison and Hinkley 1997, section 4.2),
  /// so that it is never 0. Seeds and rows are resampled as for the interval.
  ///
  /// @throws IllegalArgumentException where these outcomes were not resampled here
  public double pValue(Outcomes first, Outcomes second) {
    double[] drawn = drawn(first.accuracy() - second.accuracy(), contrast(first, second));
    long notAbove = Arrays.stream(drawn).filter(draw -> draw <= 0).count();
    long notBelow = Arrays.stream(drawn).filter(draw -> draw >= 0).count();
    return Math.min(1, 2.0 * (1 + Math.min(notAbove, notBelow)) / (drawn.length + 1));
  }

  /// Share of the answers of `whole` that are in `part` too, by Fieller's theorem; empty where the
  /// interval of `whole` holds 0, so that there may be nothing to take a share of.
  ///
  /// @param part answers all of which are in `whole`
  /// @throws IllegalArgumentException where these outcomes were not resampled here
  public Optional<Estimate> share(Outcomes part, Outcomes whole) {
    if (accuracy(whole).interval().contains(0)) {
      return Optional.empty();
    }
    Interval interval = fieller(contrast(part, null), contrast(whole, null));
    return Optional.of(estimate(part.accuracy() / whole.accuracy(), clamp(interval, 0)));
  }

  /// How much of the variance of `first - second` comes from seeds, rows and their residual.
  ///
  /// @throws IllegalArgumentException where these outcomes were not resampled here, or there are
  ///   fewer than two seeds or two rows
  public Components components(Outcomes first, Outcomes second) {
    if (design.seeds() < 2 || design.rows() < 2) {
      throw new IllegalArgumentException(
          "variance components need 2 seeds and 2 rows but there are %d and %d"
              .formatted(design.seeds(), design.rows()));
    }
    return design.components(contrast(first, second));
  }

  /// `(numerator - base) / (denominator - base)` by Fieller's theorem.
  ///
  /// @throws IllegalArgumentException where the interval of `denominator - base` holds 0
  Estimate ratio(Outcomes numerator, Outcomes denominator, Outcomes base) {
    if (difference(denominator, base).interval().contains(0)) {
      throw new IllegalArgumentException("a ratio needs a denominator whose interval excludes 0");
    }
    double value =
        (numerator.accuracy() - base.accuracy()) / (denominator.accuracy() - base.accuracy());
    return estimate(value, fieller(contrast(numerator, base), contrast(denominator, base)));
  }

  /// Fieller's interval of a ratio of contrasts holds each ratio r for which the interval of `above
  /// - r below` holds 0. It is bounded exactly where that of `below` excludes 0, and resamples in
  ///   which this is 0 or negative need no rule of their own.
  private Interval fieller(double[] above, double[] below) {
    double value = mean(above) / mean(below);
    return new Interval(
        end(above, below, value, -1), end(above, below, value, 1), bootstrap.level());
  }

  /// One end of Fieller's interval, sought from the value outwards.
  private double end(double[] above, double[] below, double value, int direction) {
    double inside = value;
    double step = .125;
    double outside = value + direction * step;
    while (holds(above, below, outside)) {
      inside = outside;
      step *= 2;
      outside = value + direction * step;
    }
    while (Math.abs(outside - inside) > 1e-7 * Math.max(1, Math.abs(outside))) {
      double middle = (inside + outside) / 2;
      if (holds(above, below, middle)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }

  private boolean holds(double[] above, double[] below, double ratio) {
    double[] contrast = new double[above.length];
    for (int m = 0; m < contrast.length; m++) {
      contrast[m] = above[m] - ratio * below[m];
    }
    return interval(mean(contrast), contrast).contains(0);
  }

  private double mean(double[] contrast) {
    double value = 0;
    for (int m = 0; m < contrast.length; m++) {
      value += contrast[m] * design.mean(m);
    }
    return value;
  }

  private Interval interval(double value, double[] contrast) {
    double[] drawn = drawn(value, contrast);
    Arrays.sort(drawn);
    double tail = (1 - bootstrap.level()) / 2;
    return switch (bootstrap.kind()) {
      case PERCENTILE -> {
        int out = (int) Math.round(drawn.length * tail);
        yield new Interval(drawn[out], drawn[drawn.length - 1 - out], bootstrap.level());
      }
      case BCA -> corrected(drawn, value, contrast);
    };
  }

  private Interval corrected(double[] drawn, double value, double[] contrast) {
    double tail = (1 - bootstrap.level()) / 2;
    if (drawn[0] == drawn[drawn.length - 1]) {
      return new Interval(drawn[0], drawn[0], bootstrap.level());
    }
    Bca bca = Bca.of(drawn, value, design.acceleration(contrast));
    int low = (int) Math.floor(drawn.length * bca.share(tail));
    int high = (int) Math.ceil(drawn.length * bca.share(1 - tail)) - 1;
    return new Interval(drawn[low], drawn[Math.max(low, high)], bootstrap.level());
  }

  /// Draws of a linear contrast of the models' means. Each resample of the rows meets the seeds'
  /// draw and its mirror image, which steadies the tails.
  private double[] drawn(double value, double[] contrast) {
    int models = design.models();
    int[] used = IntStream.range(0, models).filter(m -> contrast[m] != 0).toArray();
    double share = design.seedShare(contrast);
    double[] drawn = new double[2 * bootstrap.resamples()];
    for (int b = 0; b < bootstrap.resamples(); b++) {
      double row = value;
      double seed = 0;
      for (int m : used) {
        row += contrast[m] * rowShifts[b * models + m];
        seed += contrast[m] * seedShifts[b * models + m];
      }
      drawn[2 * b] = row + share * seed;
      drawn[2 * b + 1] = row - share * seed;
    }
    return drawn;
  }

  /// The seeds' level: normal weights on the seeds' deviations over a common `sqrt(chi² / (S-1))`,
  /// a multivariate t.
  private double[] seedShifts(Draws draws) {
    int seeds = design.seeds();
    double[] shifts = new double[bootstrap.resamples() * design.models()];
    if (seeds == 1) {
      return shifts;
    }
    double root = Math.sqrt(seeds * (seeds - 1.0));
    for (int at = 0; at < shifts.length; at += design.models()) {
      double scale = 1 / (root * draws.scale(seeds - 1));
      for (int s = 0; s < seeds; s++) {
        double weight = draws.normal() * scale;
        for (int m = 0; m < design.models(); m++) {
          shifts[at + m] += weight * design.deviation(s, m);
        }
      }
    }
    return shifts;
  }

  private double[] rowShifts(Draws draws) {
    int rows = design.rows();
    double answers = (double) rows * design.seeds();
    double[] shifts = new double[bootstrap.resamples() * design.models()];
    long[] sums = new long[design.models()];
    for (int at = 0; at < shifts.length; at += sums.length) {
      Arrays.fill(sums, 0);
      for (int i = 0; i < rows; i++) {
        design.addRow(draws.index(rows), sums);
      }
      for (int m = 0; m < sums.length; m++) {
        shifts[at + m] = sums[m] / answers - design.mean(m);
      }
    }
    return shifts;
  }

  private double[] contrast(Outcomes plus, @Nullable Outcomes minus) {
    double[] contrast = new double[design.models()];
    contrast[index(plus)] += 1;
    if (minus != null) {
      contrast[index(minus)] -= 1;
    }
    return contrast;
  }

  private int index(Outcomes of) {
    int index = outcomes.indexOf(of);
    if (index < 0) {
      throw new IllegalArgumentException("these outcomes were not resampled here");
    }
    return index;
  }

  private Estimate estimate(double value, Interval interval) {
    return new Estimate(value, interval, design.rows(), design.seeds());
  }

  /// Student's tails may reach past what a share can be.
  private static Interval clamp(Interval interval, double least) {
    return new Interval(
        Math.clamp(interval.low(), least, 1),
        Math.clamp(interval.high(), least, 1),
        interval.level());
  }

  private static void requireOneShape(List<Outcomes> outcomes) {
    if (outcomes.isEmpty()) {
      throw new IllegalArgumentException("nothing to resample");
    }
    outcomes.forEach(outcomes.getFirst()::requireShape);
  }

  private void requireDefined() {
    if (bootstrap.kind() == IntervalKind.BCA && design.seeds() > 1) {
      throw new IllegalArgumentException(
          "BCa intervals are defined for 1 seed but there are " + design.seeds());
    }
  }
}
