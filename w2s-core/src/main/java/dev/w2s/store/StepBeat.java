package dev.w2s.store;

import java.util.Objects;

/// How far a step was at one moment.
///
/// @param millis since 1970-01-01 UTC
/// @param done rows gone through, over all epochs
/// @param of rows there are, over all epochs; 0 where it is not known
/// @param detail in a few words, e.g. `loss 0.412`; may be empty
public record StepBeat(long millis, long done, long of, String detail) {
  public StepBeat {
    Objects.requireNonNull(detail, "detail");
  }
}
