package dev.w2s.measure;

import java.util.Arrays;
import java.util.List;
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

  /// `(numerator - base) / (denominator - base)` by Fieller's theorem: the interval holds each
  /// ratio r for which the interval of `(numerator - base) - r (denominator - base)` holds 0. It is
  /// bounded exactly where that of the denominator's difference excludes 0, and resamples in which
  /// this difference is 0 or negative need no rule of their own.
  ///
  /// @throws IllegalArgumentException where the interval of `denominator - base` holds 0
  Estimate ratio(Outcomes numerator, Outcomes denominator, Outcomes base) {
    if (difference(denominator, base).interval().contains(0)) {
      throw new IllegalArgumentException("a ratio needs a denominator whose interval excludes 0");
    }
    double[] above = contrast(numerator, base);
    double[] below = contrast(denominator, base);
    double value =
        (numerator.accuracy() - base.accuracy()) / (denominator.accuracy() - base.accuracy());
    Interval interval =
        new Interval(end(above, below, value, -1), end(above, below, value, 1), bootstrap.level());
    return estimate(value, interval);
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
    double value = 0;
    for (int m = 0; m < contrast.length; m++) {
      contrast[m] = above[m] - ratio * below[m];
      value += contrast[m] * design.mean(m);
    }
    return interval(value, contrast).contains(0);
  }

  /// Percentiles of a linear contrast of the models' means. Each resample of the rows meets the
  /// seeds' draw and its mirror image, which steadies the tails.
  private Interval interval(double value, double[] contrast) {
    int models = design.models();
    double share = design.seedShare(contrast);
    double[] drawn = new double[2 * bootstrap.resamples()];
    for (int b = 0; b < bootstrap.resamples(); b++) {
      double row = value;
      double seed = 0;
      for (int m = 0; m < models; m++) {
        row += contrast[m] * rowShifts[b * models + m];
        seed += contrast[m] * seedShifts[b * models + m];
      }
      drawn[2 * b] = row + share * seed;
      drawn[2 * b + 1] = row - share * seed;
    }
    Arrays.sort(drawn);
    int tail = (int) Math.round(drawn.length * (1 - bootstrap.level()) / 2);
    return new Interval(drawn[tail], drawn[drawn.length - 1 - tail], bootstrap.level());
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
    Outcomes first = outcomes.getFirst();
    for (Outcomes other : outcomes) {
      if (other.rows() != first.rows() || other.seeds() != first.seeds()) {
        throw new IllegalArgumentException(
            "models must share seeds and rows but one has %d x %d and another %d x %d"
                .formatted(first.seeds(), first.rows(), other.seeds(), other.rows()));
      }
    }
  }
}
