package dev.w2s.data;

import java.util.Objects;

/// What a model writes to one example.
///
/// @param id the example's id
/// @param text the answer; empty where the model says nothing
/// @param logProbability of its tokens, natural logarithm
public record WrittenAnswer(String id, String text, double logProbability) {
  public WrittenAnswer {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(text, "text");
  }

  /// Whether there is anything that a student could learn.
  public boolean saysSomething() {
    return !text.isBlank();
  }
}
