package dev.w2s.measure;

import java.util.List;
import java.util.Objects;

/// How intervals are made: percentiles of a paired bootstrap over seeds and test rows.
///
/// All seeds answer the same rows, so a correct answer is that of a crossed design: seed effect +
/// row effect + residual. Rows are many and are resampled as they are. Seeds are few: three values
/// resampled give ten distinct means, and intervals that hold the truth in 80 % of cases in place
/// of 95. Their level is therefore drawn by the multiplier bootstrap (normal weights on the seeds'
/// deviations, van der Vaart and Wellner 1996, section 2.9) with the `S/(S-1)` correction and
/// Student's t with S-1 degrees of freedom in place of the normal, for the variance of so few seeds
/// is itself unknown.
///
/// Both levels contain the residual, which naive two-way resampling counts three times (Owen, "The
/// pigeonhole bootstrap", Annals of Applied Statistics 1, 2007). Here it stays in the rows' level
/// and is taken out of the seeds' level by the method of moments, separately for each quantity: `V
/// = V_rows + max(0, V_seeds - V_residual)`.
///
/// Measured on 2,000 simulated studies of 1,000 rows, with seeds that differ not at all to much:
/// intervals of an accuracy, a gap and a PGR hold the truth in 93 to 96 % of cases for 1, 3, 5 and
/// 10 seeds; with 2 seeds in 87 to 93 %.
///
/// With one seed only rows are resampled: the interval then says how much hangs on the choice of
/// the rows and nothing of what another seed would give.
///
/// @param resamples how many, B
/// @param seed of the generator: the same outcomes give the same intervals, bit for bit
/// @param level of confidence
/// @param kind how the ends are read off the resamples
public record Bootstrap(int resamples, long seed, double level, IntervalKind kind) {
  /// 5,000 resamples, 95 %.
  public static final Bootstrap STANDARD = new Bootstrap(5_000, 2312_09390L, .95);

  public Bootstrap {
    Objects.requireNonNull(kind, "kind");
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples must be at least 100 but were " + resamples);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "a confidence level must lie between 0 and 1 but was " + level);
    }
  }

  /// With percentiles.
  public Bootstrap(int resamples, long seed, double level) {
    this(resamples, seed, level, IntervalKind.PERCENTILE);
  }

  /// Resamples several models together: each resample takes the same rows and seeds of all, so that
  /// differences are paired.
  ///
  /// @param outcomes all of the same seeds and rows, row i of one being row i of the others
  /// @throws IllegalArgumentException where they differ in shape, or BCa is asked for more than one
  ///   seed
  public Resamples of(List<Outcomes> outcomes) {
    return new Resamples(this, outcomes);
  }
}
