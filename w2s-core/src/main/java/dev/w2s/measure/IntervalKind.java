package dev.w2s.measure;

/// How the ends of an interval are read off the resamples.
public enum IntervalKind {
  /// The resamples' quantiles. Right where resamples spread evenly about the value: shares that are
  /// not close to 0 or 1, on hundreds of rows, and differences. Defined for any number of seeds.
  PERCENTILE,

  /// Bias-corrected and accelerated: Efron, "Better Bootstrap Confidence Intervals", JASA 82, 1987,
  /// in the form of Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, equations 14.9
  /// to 14.15, with the acceleration from the jackknife over rows. Right where resamples are
  /// skewed: shares close to 0 or 1, and few rows. Its corrections are those of a sample of
  /// independent rows, so it is defined for one seed: the level of the seeds is drawn from
  /// Student's t, which is no resample.
  BCA
}
