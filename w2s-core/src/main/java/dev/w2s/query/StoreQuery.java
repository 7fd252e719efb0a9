package dev.w2s.query;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.w2s.file.DurableFiles;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.query.internal.Database;
import dev.w2s.query.internal.JsonRows;
import dev.w2s.query.internal.TableLoader;
import dev.w2s.store.Store;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// The answer to a question in SQL over the studies of a store, see [StoreTable]. The tables are
/// copies in memory: whatever the statement does, the store stays as it is, and no file but the
/// store's results is read.
public final class StoreQuery implements AutoCloseable {
  private static final String ANSWER = "w2s_answer";
  private static final Pattern ABOUT_TABLES =
      Pattern.compile(
          "\\s*(describe|show|summarize)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Database database;
  private final Path half;

  private StoreQuery(Database database, Path half) {
    this.database = database;
    this.half = half;
  }

  /// Asks a store.
  ///
  /// @param folder where [#writeParquet] and [#writeCsv] may write
  /// @throws BadInputException where the statement is wrong, with what DuckDB says of it
  public static StoreQuery of(Store store, String sql, Path folder) {
    Path half = folder.toAbsolutePath().resolve(".tmp-" + UUID.randomUUID());
    Database database = Database.open();
    try {
      for (StoreTable table : StoreTable.values()) {
        database.execute(table.definition());
      }
      TableLoader.load(store, database, named(sql));
      database.lock(half);
    } catch (SQLException e) {
      database.close();
      throw new FailedException(store.root() + ": the store could not be read: " + words(e), e);
    }
    try {
      database.execute("CREATE TEMP TABLE " + ANSWER + " AS\n" + selection(sql));
      return new StoreQuery(database, half);
    } catch (SQLException e) {
      database.close();
      throw new BadInputException(Problem.of("this query cannot be answered: " + words(e)));
    }
  }

  /// Names of the answer's columns.
  public List<String> columns() {
    return answered(() -> database.columns("SELECT * FROM " + ANSWER + " LIMIT 0"));
  }

  /// Its rows, each value as text; null is the empty text.
  public List<List<String>> rows() {
    return answered(() -> database.texts("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM " + ANSWER));
  }

  /// Its rows, each as a JSON object; JSON has no word for numbers that are not finite: null.
  public List<String> json() {
    return answered(() ->
        database
            .texts("SELECT CAST(to_json(%s) AS VARCHAR) FROM %s".formatted(ANSWER, ANSWER))
            .stream()
            .map(List::getFirst)
            .map(JsonRows::finite)
            .toList());
  }

  /// The answer as CSV with a header (RFC 4180).
  public String csv() {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().bufferSize(0).build(text);
    csv.writeRecord(columns());
    rows().forEach(csv::writeRecord);
    return text.toString();
  }

  /// Writes the answer to a file of the folder, whole or not at all.
  public void writeParquet(Path file) {
    write(file, "FORMAT parquet");
  }

  /// The same as CSV.
  public void writeCsv(Path file) {
    write(file, "FORMAT csv, HEADER");
  }

  private void write(Path file, String format) {
    try {
      answered(() -> {
        database.execute(
            "COPY %s TO %s (%s, USE_TMP_FILE false)"
                .formatted(ANSWER, Database.literal(half.toString()), format));
        return half;
      });
      DurableFiles.syncAndMove(half, file);
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    } finally {
      tidy();
    }
  }

  /// Leaves nothing half-written.
  private void tidy() {
    try {
      Files.deleteIfExists(half);
    } catch (IOException e) {
      throw IoFailure.of(e, half);
    }
  }

  @Override
  public void close() {
    database.close();
  }

  private interface Asked<T> {
    T ask() throws SQLException;
  }

  private static <T> T answered(Asked<T> asked) {
    try {
      return asked.ask();
    } catch (SQLException e) {
      throw new FailedException("the answer could not be read or written: " + words(e), e);
    }
  }

  // A query function may be given a table's name in pieces: then all of them are read.
  private static Set<StoreTable> named(String sql) {
    String text = sql.toLowerCase(Locale.ROOT);
    Set<StoreTable> named = EnumSet.allOf(StoreTable.class);
    named.removeIf(table -> !text.contains(table.sqlName()) && !text.contains("query"));
    return named;
  }

  private static String selection(String sql) {
    String statement = sql.strip().replaceAll(";\\s*$", "");
    return ABOUT_TABLES.matcher(statement).matches()
        ? "SELECT * FROM (" + statement + "\n)"
        : statement;
  }

  // What follows shows the statement, with a line that is ours.
  private static String words(SQLException e) {
    return String.valueOf(e.getMessage())
        .split("\n+LINE \\d+:", 2)[0]
        .strip()
        .replaceAll("\\s*\n\\s*", " ");
  }
}
