package dev.w2s.measure;

/// Variance components of an accuracy, or of a difference of two, in a crossed design of seeds and
/// rows: an answer is `mean + seed effect + row effect + residual` (Searle, Casella and McCulloch
/// 1992, chapter 4; for crossed data resampled, Owen 2007).
///
/// @param seed variance between seeds
/// @param row variance between rows
/// @param residual variance of what neither explains
public record Components(double seed, double row, double residual) {
  public Components {
    if (!(seed >= 0 && row >= 0 && residual >= 0 && Double.isFinite(seed + row + residual))) {
      throw new IllegalArgumentException(
          "variance components must be 0 or more but were %s, %s and %s"
              .formatted(seed, row, residual));
    }
  }

  /// Variance of a mean over so many seeds and rows.
  public double ofMean(int seeds, int rows) {
    return betweenSeeds(seeds, rows) + row / rows;
  }

  /// The part of it that the spread of the seeds' means shows.
  double betweenSeeds(int seeds, int rows) {
    return seed / seeds + residual / ((double) seeds * rows);
  }
}
