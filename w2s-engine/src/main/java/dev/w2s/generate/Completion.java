package dev.w2s.generate;

import java.util.List;

/// What follows a prompt.
///
/// @param text without what ended it
/// @param tokens all that were generated, with the token that ended it
/// @param logProbability of these tokens after the prompt, by the model's own distribution however
///   they were chosen, natural logarithm
/// @param end what ended it
public record Completion(String text, List<Integer> tokens, double logProbability, End end) {
  /// What ends a completion.
  public enum End {
    /// A token that the model ends texts with.
    END_TOKEN,
    /// One of the texts that were to end it.
    STOP,
    /// The most tokens that were allowed.
    LENGTH
  }

  public Completion {
    tokens = List.copyOf(tokens);
  }
}
