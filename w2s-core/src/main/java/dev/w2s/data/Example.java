package dev.w2s.data;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// One row to judge.
///
/// @param id unique within its task
/// @param group rows with the same group never lie on both sides of a split
/// @param texts one text, or two that the model reads as a pair
/// @param label the gold class, `0 <= label < k`
/// @param difficulty larger is harder; empty where the task has no measure of it
/// @param reference the answer that is to be written; empty where a class is to be chosen
public record Example(
    String id,
    String group,
    List<String> texts,
    int label,
    OptionalDouble difficulty,
    Optional<Reference> reference) {
  public Example {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(difficulty, "difficulty");
    Objects.requireNonNull(reference, "reference");
    texts = List.copyOf(texts);
    if (texts.isEmpty() || texts.size() > 2) {
      throw new IllegalArgumentException(
          "an example has 1 or 2 texts but this has " + texts.size());
    }
    if (label < 0) {
      throw new IllegalArgumentException("label must not be negative but was " + label);
    }
  }

  /// A row whose class is to be chosen.
  public Example(
      String id, String group, List<String> texts, int label, OptionalDouble difficulty) {
    this(id, group, texts, label, difficulty, Optional.empty());
  }
}
