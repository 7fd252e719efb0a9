package dev.w2s.model;

import java.util.List;

/// What is told of an exported classifier or reward model beside its weights.
///
/// @param title what it is, in a few words
/// @param labels names of the classes, in order; of a reward model one, that of its score
/// @param maxTokens longer texts were truncated to so many tokens when it was trained
public record ClassifierCard(String title, List<String> labels, int maxTokens) {
  private static final List<String> SCORE = List.of("score");

  public ClassifierCard {
    labels = List.copyOf(labels);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("a classifier has classes, and a reward model a score");
    }
    if (maxTokens < 1) {
      throw new IllegalArgumentException("max tokens must be at least 1 but were " + maxTokens);
    }
  }

  /// The card of a reward model.
  public static ClassifierCard ofReward(String title, int maxTokens) {
    return new ClassifierCard(title, SCORE, maxTokens);
  }

  /// Whether it is that of a reward model.
  public boolean isReward() {
    return labels.size() == 1;
  }
}
