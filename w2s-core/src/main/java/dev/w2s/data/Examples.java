package dev.w2s.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All examples of a task, before any is chosen for a study.
///
/// @param classes names of the classes; an example's label is an index into it
/// @param train rows that may be trained on
/// @param test rows of the task's own test split; empty where it has none, and test rows are then
///   taken from `train`
/// @param tests rows of the task's further test sets by name, in the task's order; their ids start
///   with the name
/// @param comparisons whether the texts of an example are alternatives, of which the label names
///   the best, and not one thing to be read as a whole
public record Examples(
    List<String> classes,
    List<Example> train,
    List<Example> test,
    Map<String, List<Example>> tests,
    boolean comparisons) {
  public Examples {
    classes = List.copyOf(classes);
    train = List.copyOf(train);
    test = List.copyOf(test);
    Map<String, List<Example>> copies = new LinkedHashMap<>();
    tests.forEach((name, rows) -> copies.put(name, List.copyOf(rows)));
    tests = Collections.unmodifiableMap(copies);
    if (classes.size() < 2) {
      throw new IllegalArgumentException("a task needs at least 2 classes but has " + classes);
    }
  }

  /// Whether answers are written, and no class is chosen.
  public boolean written() {
    return train.stream().anyMatch(row -> row.reference().isPresent());
  }

  /// Examples of a task without further test sets.
  public Examples(List<String> classes, List<Example> train, List<Example> test) {
    this(classes, train, test, Map.of(), false);
  }
}
