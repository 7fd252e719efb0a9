package dev.w2s.problem;

import java.nio.file.Path;
import java.util.Objects;

/// One thing that is wrong, in words for the person who has to mend it.
///
/// @param where the place: `study.yaml:3:5`, `train.jsonl, row 17`; empty where there is none
/// @param message what is wrong and what would be right
public record Problem(String where, String message) {
  public Problem {
    Objects.requireNonNull(where, "where");
    if (message.isBlank()) {
      throw new IllegalArgumentException("message must not be blank");
    }
  }

  /// A problem that has no place in a file.
  public static Problem of(String message) {
    return new Problem("", message);
  }

  /// A problem of a file as a whole.
  public static Problem in(Path file, String message) {
    return new Problem(file.toString(), message);
  }

  /// A problem at a line and column of a text file, both counted from 1.
  public static Problem at(Path file, int line, int column, String message) {
    return new Problem(file + ":" + line + ":" + column, message);
  }

  /// A problem of one record of a data file, counted from 1.
  public static Problem atRow(Path file, long row, String message) {
    return new Problem(file + ", row " + row, message);
  }

  /// `where: message`, or the message alone.
  @Override
  public String toString() {
    return where.isEmpty() ? message : where + ": " + message;
  }
}
