package dev.w2s.data;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The rows of a file whose labels are elsewhere, in place of a task's.
public final class OwnRows {
  private OwnRows() {}

  /// How rows are read.
  ///
  /// @param texts one or two columns, or templates such as `{title}: {body}`
  /// @param id the column that names a row
  /// @throws IllegalArgumentException where these are no templates, or more than two
  public static RowReading reading(List<String> texts, String id) {
    return new RowReading(
        texts.stream().map(RowReading::template).toList(), Optional.of(id), List.of());
  }

  /// Reads rows; each is a group of its own, and of the first class, which nobody is to look at.
  ///
  /// @param file in any format that [Source.File] reads
  /// @param reading of [#reading]
  /// @param classes of the labels, at least two
  /// @throws BadInputException where a row lacks a field, or two rows have one name
  public static Examples read(Path file, RowReading reading, List<String> classes) {
    List<Example> rows = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    TextRows.check(file, reading);
    TextRows.read(
        file,
        reading,
        0,
        row -> {
          if (!ids.add(row.id())) {
            throw new BadInputException(
                Problem.atRow(
                    file,
                    row.row(),
                    "%s is '%s', as in an earlier row; labels name rows by it"
                        .formatted(reading.id().orElse("the id"), row.id())));
          }
          rows.add(new Example(row.id(), row.id(), row.texts(), 0, OptionalDouble.empty()));
        });
    if (rows.isEmpty()) {
      throw new BadInputException(Problem.in(file, "there are no rows"));
    }
    return new Examples(classes, rows, List.of());
  }
}
