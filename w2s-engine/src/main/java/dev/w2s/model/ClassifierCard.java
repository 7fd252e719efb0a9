package dev.w2s.model;

import java.util.List;

/// What is told of an exported classifier beside its weights.
///
/// @param title what it is, in a few words
/// @param labels names of the classes, in order
/// @param maxTokens longer texts were truncated to so many tokens when it was trained
public record ClassifierCard(String title, List<String> labels, int maxTokens) {
  public ClassifierCard {
    labels = List.copyOf(labels);
    if (labels.size() < 2) {
      throw new IllegalArgumentException("a classifier has at least 2 classes but has " + labels);
    }
    if (maxTokens < 1) {
      throw new IllegalArgumentException("max tokens must be at least 1 but were " + maxTokens);
    }
  }
}
