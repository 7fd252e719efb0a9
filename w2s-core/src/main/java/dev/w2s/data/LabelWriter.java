package dev.w2s.data;

import dev.w2s.data.internal.FileKind;
import dev.w2s.data.internal.JsonLinesWriter;
import dev.w2s.data.internal.ParquetWriter;
import dev.w2s.data.internal.SeparatedValuesWriter;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;

/// Writes predictions to a file, row by row. The file is whole once the writer is closed.
public interface LabelWriter extends AutoCloseable {
  /// Adds a row.
  void add(LabelledRow row);

  @Override
  void close();

  /// Refuses a file whose name has an ending for which there is no format.
  ///
  /// @throws BadInputException where it is so; the message names all endings
  static void requireKnown(Path file) {
    if (FileKind.find(file).isEmpty()) {
      throw new BadInputException(
          Problem.in(
              file,
              "no format that can be written has this ending; known are " + FileKind.ENDINGS));
    }
  }

  /// Opens a writer; the ending of the file's name says the format, as [Source.File] reads it.
  ///
  /// @param file replaced where it is there; its folder may be used for a table on the way
  static LabelWriter open(Path file, LabelColumns columns) {
    FileKind kind = FileKind.of(file);
    try {
      return switch (kind.format()) {
        case JSON_LINES -> new JsonLinesWriter(file, kind, columns);
        case COMMAS, TABS -> new SeparatedValuesWriter(file, kind, columns);
        case PARQUET -> new ParquetWriter(file, columns);
      };
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }
}
