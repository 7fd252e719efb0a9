package dev.w2s.data;

import java.util.List;

/// All examples of a task, before any is chosen for a study.
///
/// @param classes names of the classes; an example's label is an index into it
/// @param train rows that may be trained on
/// @param test rows of the task's own test split; empty where it has none, and test rows are then
///   taken from `train`
public record Examples(List<String> classes, List<Example> train, List<Example> test) {
  public Examples {
    classes = List.copyOf(classes);
    train = List.copyOf(train);
    test = List.copyOf(test);
    if (classes.size() < 2) {
      throw new IllegalArgumentException("a task needs at least 2 classes but has " + classes);
    }
  }
}
