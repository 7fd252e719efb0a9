package dev.w2s.query.internal;

import dev.w2s.problem.FailedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// A database in memory that fetches no extensions and spills to no disk.
public final class Database implements AutoCloseable {
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");

  private final Connection connection;

  private Database(Connection connection) {
    this.connection = connection;
  }

  /// Opens an empty one.
  public static Database open() {
    try {
      Database database = new Database(DriverManager.getConnection("jdbc:duckdb:"));
      database.execute("SET autoinstall_known_extensions = false");
      database.execute("SET autoload_known_extensions = false");
      database.execute("SET temp_directory = ''");
      return database;
    } catch (SQLException e) {
      throw new FailedException("DuckDB does not start: " + e.getMessage(), e);
    }
  }

  /// From here on, statements reach one file outside the database, and change none of its settings.
  public void lock(Path file) throws SQLException {
    execute("SET allowed_paths = [" + literal(file.toString()) + "]");
    execute("SET enable_external_access = false");
    execute("SET lock_configuration = true");
  }

  /// Runs a statement.
  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Names of what a query gives.
  public List<String> columns(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        names.add(rows.getMetaData().getColumnName(i));
      }
      return names;
    }
  }

  /// Rows of a query whose columns are all texts; null is the empty text.
  public List<List<String>> texts(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<List<String>> texts = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(Objects.requireNonNullElse(rows.getString(i), ""));
        }
        texts.add(row);
      }
      return texts;
    }
  }

  /// Adds rows to a table.
  DuckDBAppender appender(String table) throws SQLException {
    return connection.unwrap(DuckDBConnection.class).createAppender(table);
  }

  /// A text as SQL writes it.
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /// The name of one file, as the functions that read files take it.
  static String file(Path path) {
    return literal(WILDCARD.matcher(path.toString()).replaceAll("[$0]"));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new FailedException("DuckDB does not end: " + e.getMessage(), e);
    }
  }
}
