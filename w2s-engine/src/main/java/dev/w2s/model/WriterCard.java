package dev.w2s.model;

/// What is told of an exported decoder that writes answers, beside its weights.
///
/// @param title what it is, in a few words
/// @param answerTokens tokens that an answer has at most
public record WriterCard(String title, int answerTokens) {
  public WriterCard {
    if (answerTokens < 1) {
      throw new IllegalArgumentException(
          "an answer has at least 1 token but was to have at most " + answerTokens);
    }
  }
}
