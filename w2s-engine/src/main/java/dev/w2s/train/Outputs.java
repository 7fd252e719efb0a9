package dev.w2s.train;

import dev.w2s.data.Examples;

/// What a classifier is asked of a row.
///
/// @param classes k, at least 2
/// @param alternatives whether the classes are alternatives that each row offers as a text of its
///   own. A reward model then scores each by one output M, and `softmax(M(1), .., M(k))` says which
///   is best; of two it is `sigmoid(M(1) - M(2))` (Bradley and Terry 1952; arXiv 2312.09390,
///   appendix A.3)
public record Outputs(int classes, boolean alternatives) {
  public Outputs {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "a classifier needs at least 2 classes but was to have " + classes);
    }
  }

  /// Scores of so many classes.
  public static Outputs classes(int classes) {
    return new Outputs(classes, false);
  }

  /// What the examples of a task ask.
  public static Outputs of(Examples examples) {
    return new Outputs(examples.classes().size(), examples.comparisons());
  }

  /// Token sequences of a row.
  public int sequences() {
    return alternatives ? classes : 1;
  }

  /// Outputs of the linear head.
  public int heads() {
    return alternatives ? 1 : classes;
  }
}
