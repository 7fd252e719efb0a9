package dev.w2s.study;

import dev.w2s.study.internal.CanonicalStep;

/// The identity of a step: SHA-256 of everything that goes into its result.
///
/// @param hex 64 lower-case hexadecimal digits
public record StepKey(String hex) implements Comparable<StepKey> {
  public StepKey {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "a step key is 64 hexadecimal digits but was '" + hex + "'");
    }
  }

  /// The key of a step.
  public static StepKey of(Step step) {
    return new StepKey(CanonicalStep.sha256(step));
  }

  /// The first 12 digits, for people.
  public String brief() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(StepKey other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
