package dev.w2s.data;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a list of tasks says of one, without reading any of its records.
///
/// @param name short name
/// @param description one line for people
/// @param licence of the data
/// @param classes names of the classes
/// @param balance whether every class is given equally many training rows
/// @param reading how one record of the source becomes examples
/// @param source where the records come from: `hf:org/name`, or where else they are published
/// @param size how many records there are
public record TaskEntry(
    String name,
    String description,
    String licence,
    List<String> classes,
    boolean balance,
    Reading reading,
    String source,
    Size size) {
  public TaskEntry {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(licence, "licence");
    Objects.requireNonNull(reading, "reading");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(size, "size");
    classes = List.copyOf(classes);
  }

  /// How many records a set has, before any is left out or becomes two rows.
  ///
  /// @param train records to train on; empty where that is not known
  /// @param test the task's own test records; empty where there are none, or that is not known
  public record Size(Optional<Integer> train, Optional<Integer> test) {
    /// Neither is known.
    public static final Size UNKNOWN = new Size(Optional.empty(), Optional.empty());

    public Size {
      Objects.requireNonNull(train, "train");
      Objects.requireNonNull(test, "test");
    }
  }
}
