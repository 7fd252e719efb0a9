package dev.w2s.data;

import java.util.Objects;

/// The answer that is to be written to an example's text.
///
/// @param text the answer
/// @param match which other answers count as the same
public record Reference(String text, Match match) {
  public Reference {
    Objects.requireNonNull(match, "match");
    if (text.isBlank()) {
      throw new IllegalArgumentException("the answer is blank");
    }
  }

  /// Whether an answer is right.
  public boolean isMetBy(String answer) {
    return match.normalised(answer).equals(match.normalised(text));
  }
}
