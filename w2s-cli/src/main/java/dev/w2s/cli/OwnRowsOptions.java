package dev.w2s.cli;

import dev.w2s.data.Examples;
import dev.w2s.data.OwnRows;
import dev.w2s.data.RowReading;
import dev.w2s.data.WeakLabelFile;
import dev.w2s.problem.BadInputException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Texts of a plain file, where no task says how it is read.
final class OwnRowsOptions {
  private static final int MOST_CLASSES = 100;

  @Option(
      names = "--rows",
      paramLabel = "FILE",
      description = "A file with the texts, in place of a task: jsonl, csv, tsv or parquet.")
  private @Nullable Path rows;

  @Option(
      names = "--text",
      paramLabel = "COLUMN",
      description =
          "Of --rows: the column of the texts, or a template such as '{title}: {body}' (default: text); given twice for a pair of texts.")
  private List<String> texts = List.of();

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description =
          "Of --rows: the column that names a row, as 'id' does in your labels (default: id).")
  private @Nullable String id;

  @Option(
      names = "--classes",
      paramLabel = "NAMES",
      split = ",",
      description =
          "Of --rows: all classes, with commas (default: those that your labels and --truth name).")
  private List<String> classes = List.of();

  /// Whether a file is named; else nothing else may be.
  ///
  /// @throws BadInputException where something of it is said without it
  boolean given() {
    if (rows == null && !(texts.isEmpty() && id == null && classes.isEmpty())) {
      throw new BadInputException(
          "--text, --id and --classes tell of the file of --rows, which is not named");
    }
    return rows != null;
  }

  /// The rows.
  ///
  /// @param labels files that name the classes where the options do not; none where they are votes
  /// @throws BadInputException where the classes are not known, or the file is not as it should be
  Examples examples(List<Path> labels) {
    if (classes.isEmpty() && labels.isEmpty()) {
      throw new BadInputException("--classes must say which there are, since votes name none");
    }
    List<String> names =
        classes.isEmpty()
            ? WeakLabelFile.classes(labels)
            : classes.stream().map(String::strip).toList();
    if (names.size() < 2
        || names.size() > MOST_CLASSES
        || names.stream().distinct().count() < names.size()) {
      throw new BadInputException(
          "%d classes are named by %s%s; --classes says which there are, 2 to %d"
              .formatted(
                  names.size(),
                  classes.isEmpty() ? "the labels" : "--classes",
                  names.isEmpty() ? "" : ", such as '" + names.getFirst() + "'",
                  MOST_CLASSES));
    }
    if (rows == null) {
      throw new IllegalStateException("no file is named");
    }
    return OwnRows.read(rows, reading(), names);
  }

  private RowReading reading() {
    try {
      return OwnRows.reading(texts.isEmpty() ? List.of("text") : texts, id == null ? "id" : id);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--text: " + e.getMessage());
    }
  }
}
