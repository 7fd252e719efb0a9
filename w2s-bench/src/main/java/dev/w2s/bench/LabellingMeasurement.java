package dev.w2s.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.w2s.study.Precision;

/// The speed of a labelling beside that of plain matrix products, measured in turn on the same
/// machine.
///
/// @param model its short name
/// @param precision of matrix products
/// @param rows of a round
/// @param tokens of all rows of a round
/// @param threads that compute
/// @param rounds that were timed
/// @param seconds median time of a round
/// @param operations of a round, [Operations#forward]
/// @param productGflops median rate of a square product, in 10^9 operations a second
/// @param share median over rounds of the labelling's rate as a share of that of the products right
///   before and behind it
public record LabellingMeasurement(
    String model,
    Precision precision,
    int rows,
    int tokens,
    int threads,
    int rounds,
    double seconds,
    double operations,
    double productGflops,
    double share) {
  /// Rows a second.
  @JsonProperty
  public double rowsPerSecond() {
    return rows / seconds;
  }
}
