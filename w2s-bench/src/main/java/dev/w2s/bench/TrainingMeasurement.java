package dev.w2s.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.w2s.study.Precision;
import java.util.OptionalLong;

/// The speed of a training step beside that of plain matrix products, measured in turn on the same
/// machine.
///
/// The operations of a step are [Operations#training]. Norms, activations, softmax, dropout,
/// clipping and the optimiser count as nothing, and their time counts in full.
///
/// @param model its short name
/// @param precision of matrix products
/// @param batch rows of a step
/// @param tokens of a row
/// @param dropout of the recipe
/// @param threads that compute
/// @param steps that were timed
/// @param stepSeconds median time of a step
/// @param forwardSeconds time of the same rows on the way forwards alone
/// @param fixedSeconds median time of a step over one row of 4 tokens: what clearing, clipping and
///   the optimiser cost, however many rows there are
/// @param productGflops median rate of a square product in the same precision, in 10^9 operations a
///   second
/// @param stepOperations of one step
/// @param peakBytes the most memory that the process had while it trained, with the model and the
///   virtual machine; empty where it is not told
public record TrainingMeasurement(
    String model,
    Precision precision,
    int batch,
    int tokens,
    double dropout,
    int threads,
    int steps,
    double stepSeconds,
    double forwardSeconds,
    double fixedSeconds,
    double productGflops,
    double stepOperations,
    OptionalLong peakBytes) {
  /// Rows a second.
  @JsonProperty
  public double rowsPerSecond() {
    return batch / stepSeconds;
  }

  /// Tokens a second.
  @JsonProperty
  public double tokensPerSecond() {
    return rowsPerSecond() * tokens;
  }

  /// What a step achieves, in 10^9 operations a second.
  @JsonProperty
  public double stepGflops() {
    return stepOperations / stepSeconds / 1e9;
  }

  /// The step's share of the product's rate.
  @JsonProperty
  public double share() {
    return stepGflops() / productGflops;
  }
}
