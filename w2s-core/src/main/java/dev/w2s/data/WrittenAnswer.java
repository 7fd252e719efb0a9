package dev.w2s.data;

import java.util.Comparator;
import java.util.Objects;
import java.util.OptionalDouble;

/// What a model writes to one example.
///
/// @param id the example's id
/// @param text the answer; empty where the model says nothing
/// @param logProbability of its tokens, natural logarithm
/// @param share of several answers that were drawn, how many gave this one; empty where it is the
///   only one, of the likeliest tokens
public record WrittenAnswer(String id, String text, double logProbability, OptionalDouble share) {
  /// The answer that its writer is less sure of first: by the share of votes where there were any,
  /// then by probability.
  public static final Comparator<WrittenAnswer> BY_CONFIDENCE =
      Comparator.<WrittenAnswer>comparingDouble(answer -> answer.share().orElse(0))
          .thenComparingDouble(WrittenAnswer::logProbability);

  public WrittenAnswer {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(text, "text");
    if (share.isPresent() && !(share.getAsDouble() >= 0 && share.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "share must lie between 0 and 1 but was " + share.getAsDouble());
    }
  }

  /// The only answer.
  public WrittenAnswer(String id, String text, double logProbability) {
    this(id, text, logProbability, OptionalDouble.empty());
  }

  /// Whether there is anything that a student could learn.
  public boolean saysSomething() {
    return !text.isBlank();
  }
}
