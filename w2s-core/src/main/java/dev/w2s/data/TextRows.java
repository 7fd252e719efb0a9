package dev.w2s.data;

import dev.w2s.data.internal.Problems;
import dev.w2s.data.internal.RecordReader;
import dev.w2s.data.internal.RowInterpreter;
import java.nio.file.Path;
import java.util.function.Consumer;

/// A file of records that is gone through row by row; what is held at a time does not grow with the
/// file.
public final class TextRows {
  private final Path file;
  private final RowInterpreter interpreter;
  private final Problems problems = new Problems();
  private long rows;

  private TextRows(Path file, RowReading reading) {
    this.file = file;
    this.interpreter = new RowInterpreter(reading);
  }

  /// Goes through a whole file without doing anything with it.
  ///
  /// @return how many rows it has
  /// @throws dev.w2s.problem.BadInputException with up to 20 problems, by row; the same problem of
  ///   many rows is told of the first
  public static long check(Path file, RowReading reading) {
    TextRows all = new TextRows(file, reading);
    all.read(0, Long.MAX_VALUE, row -> {});
    all.problems.throwIfAny();
    return all.rows;
  }

  /// Gives each row to `action`, in order.
  ///
  /// @param skip so many rows from the start are passed over, without looking at their fields
  /// @throws dev.w2s.problem.BadInputException at the first row with a problem
  public static void read(Path file, RowReading reading, long skip, Consumer<TextRow> action) {
    read(file, reading, skip, Long.MAX_VALUE, action);
  }

  /// The same of the first rows alone: those behind are not decoded.
  ///
  /// @param most so many rows, at least 1
  public static void readFirst(Path file, RowReading reading, long most, Consumer<TextRow> action) {
    read(file, reading, 0, most, action);
  }

  private static void read(
      Path file, RowReading reading, long skip, long last, Consumer<TextRow> action) {
    TextRows all = new TextRows(file, reading);
    all.read(
        skip,
        last,
        row -> {
          all.problems.throwIfAny();
          action.accept(row);
        });
    all.problems.throwIfAny();
  }

  private void read(long skip, long last, Consumer<TextRow> action) {
    RecordReader.readWhile(
        file,
        problems,
        record -> {
          rows++;
          if (rows > skip) {
            interpreter.row(record, problems).ifPresent(action);
          }
          return rows < last;
        });
  }
}
