package dev.w2s.data.internal;

import dev.w2s.data.LabelColumns;
import dev.w2s.data.LabelWriter;
import dev.w2s.data.LabelledRow;
import dev.w2s.problem.FailedException;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import tools.jackson.databind.JsonNode;

/// Predictions as parquet, written by DuckDB from a table of its own that lies on the disk until
/// then. Fields that are handed on become text: their type may differ from row to row.
public final class ParquetWriter implements LabelWriter {
  private static final String TABLE = "predictions";

  private final Path file;
  private final Path table;
  private final LabelColumns columns;
  private final Connection connection;
  private final DuckDBAppender appender;

  public ParquetWriter(Path file, LabelColumns columns) throws IOException {
    this.file = file;
    this.table = file.resolveSibling(file.getFileName() + ".duckdb");
    this.columns = columns;
    deleteTable();
    try {
      this.connection = DriverManager.getConnection("jdbc:duckdb:" + table);
      execute("SET memory_limit = '256MB'");
      execute("SET threads = 1");
      execute("CREATE TABLE " + TABLE + " (" + types() + ")");
      this.appender = connection.unwrap(DuckDBConnection.class).createAppender(TABLE);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void add(LabelledRow row) {
    try {
      appender.beginRow();
      if (columns.numbered()) {
        appender.append(Long.parseLong(row.id()));
      } else {
        appender.append(row.id());
      }
      for (int i = 0; i < row.said().size(); i++) {
        append(columns.said().get(i), row.said().get(i));
      }
      for (JsonNode value : row.kept()) {
        append(value);
      }
      appender.endRow();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void append(LabelColumns.Column column, JsonNode value) throws SQLException {
    switch (column) {
      case LabelColumns.Column.Text _ -> appender.append(value.stringValue());
      case LabelColumns.Column.Numeric _, LabelColumns.Column.Probability _ ->
          appender.append(value.asFloat(Float.NaN));
    }
  }

  private void append(JsonNode value) throws SQLException {
    if (value.isNull()) {
      appender.appendNull();
    } else {
      appender.append(FlatRow.text(value));
    }
  }

  @Override
  public void close() {
    try (connection) {
      appender.close();
      execute(
          "COPY " + TABLE + " TO '" + file.toString().replace("'", "''") + "' (FORMAT parquet)");
    } catch (SQLException e) {
      throw failed(e);
    }
    deleteTable();
  }

  private String types() {
    StringJoiner types = new StringJoiner(", ");
    types.add(quoted(columns.id()) + (columns.numbered() ? " BIGINT" : " VARCHAR"));
    columns.said().forEach(column -> types.add(quoted(column.name()) + type(column)));
    columns.kept().forEach(name -> types.add(quoted(name) + " VARCHAR"));
    return types.toString();
  }

  private static String type(LabelColumns.Column column) {
    return switch (column) {
      case LabelColumns.Column.Text _ -> " VARCHAR";
      case LabelColumns.Column.Numeric _, LabelColumns.Column.Probability _ -> " FLOAT";
    };
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void deleteTable() {
    try {
      Files.deleteIfExists(table);
      Files.deleteIfExists(table.resolveSibling(table.getFileName() + ".wal"));
    } catch (IOException e) {
      throw IoFailure.of(e, table);
    }
  }

  private FailedException failed(SQLException e) {
    return new FailedException(
        file + ": the parquet file could not be written: " + e.getMessage(), e);
  }
}
