package dev.w2s.data;

import java.util.List;
import java.util.Objects;

/// A further test set of a task: records of another source or another kind, with the same classes.
///
/// @param name short name, `[a-z0-9-]+`
/// @param sources where its records come from
/// @param reading how one record becomes examples
public record TestSet(String name, List<Source> sources, Reading reading) {
  /// The name of a study's sealed rows where they are opened; no set of a task is called so.
  public static final String FINAL = "final";

  public TestSet {
    Objects.requireNonNull(reading, "reading");
    sources = List.copyOf(sources);
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "a test set's name is made of a-z, 0-9 and - but was '" + name + "'");
    }
    if (name.equals(FINAL)) {
      throw new IllegalArgumentException(
          "a test set must not be called final, as the rows that a study seals are");
    }
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("test set " + name + " needs at least one source");
    }
  }
}
