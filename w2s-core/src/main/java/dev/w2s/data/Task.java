package dev.w2s.data;

import java.util.List;
import java.util.Objects;

/// What is to be predicted, and how records become examples. A task is data: everything here can be
/// said in a task file.
///
/// @param name short name, `[a-z0-9-]+`
/// @param version grows whenever the same records would give other examples
/// @param description one line for people
/// @param licence of the data
/// @param classes names of the classes, at least 2
/// @param train where training records come from
/// @param test where the task's own test records come from; empty where test rows are taken from
///   `train`
/// @param reading how one record becomes examples
/// @param balance whether every class is given equally many rows in every part; the test part is
///   balanced always
public record Task(
    String name,
    int version,
    String description,
    String licence,
    List<String> classes,
    List<Source> train,
    List<Source> test,
    Reading reading,
    boolean balance) {
  public Task {
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(licence, "licence");
    Objects.requireNonNull(reading, "reading");
    classes = List.copyOf(classes);
    train = List.copyOf(train);
    test = List.copyOf(test);
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "a task's name is made of a-z, 0-9 and - but was '" + name + "'");
    }
    if (classes.size() < 2) {
      throw new IllegalArgumentException("a task needs at least 2 classes but has " + classes);
    }
    if (train.isEmpty()) {
      throw new IllegalArgumentException("a task needs at least one source of training records");
    }
  }
}
