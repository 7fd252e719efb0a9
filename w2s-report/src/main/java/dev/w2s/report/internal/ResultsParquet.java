package dev.w2s.report.internal;

import dev.w2s.file.DurableFiles;
import dev.w2s.problem.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The rows of `results.csv` as parquet: the same columns, numbers as numbers, nothing as null.
public final class ResultsParquet {
  private static final Set<String> TEXTS =
      Set.of("study", "task", "seed", "role", "method", "no_gap", "weak", "strong", "test_set");
  private static final Set<String> COUNTS = Set.of("rows", "seeds");

  private ResultsParquet() {}

  /// Writes the file, whole or not at all.
  ///
  /// @param csv the text of `results.csv`
  public static void write(String csv, Path file) throws IOException {
    Path half = file.resolveSibling(".tmp-" + UUID.randomUUID());
    Path rows = half.resolveSibling(half.getFileName() + ".csv");
    try {
      Files.writeString(rows, csv);
      copy(rows, half);
      DurableFiles.syncAndMove(half, file);
    } finally {
      Files.deleteIfExists(rows);
      Files.deleteIfExists(half);
    }
  }

  private static void copy(Path rows, Path file) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_csv(%s, header = true, columns = %s)) TO %s (FORMAT parquet)"
              .formatted(
                  literal(rows.toString().replaceAll("[*?\\[]", "[$0]")),
                  columns(),
                  literal(file.toString())));
    } catch (SQLException e) {
      throw new FailedException(
          file + ": the parquet file could not be written: " + e.getMessage(), e);
    }
  }

  private static String columns() {
    List<String> header = ResultsCsv.HEADER;
    return header.stream()
        .map(name -> literal(name) + ": " + literal(type(name)))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String type(String column) {
    if (TEXTS.contains(column)) {
      return "VARCHAR";
    }
    return COUNTS.contains(column) ? "BIGINT" : "DOUBLE";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
