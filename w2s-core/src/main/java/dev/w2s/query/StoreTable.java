package dev.w2s.query;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The tables that a query can name.
public enum StoreTable {
  /// One row for each study that was run on the store.
  STUDIES(
      new Column("study", "VARCHAR", "name"),
      new Column("task", "VARCHAR", "name of its task"),
      new Column("weak", "VARCHAR", "where the weak labels come from"),
      new Column("strong", "VARCHAR", "the model of student and ceiling"),
      new Column("steps", "BIGINT", "how many it has"),
      new Column("done", "BIGINT", "how many of them have a result")),
  /// One row for each step of each study, and for each result that belongs to none.
  STEPS(
      new Column("study", "VARCHAR", "name; null where no study is known to have it"),
      new Column("key", "VARCHAR", "of the step, 64 digits"),
      new Column("kind", "VARCHAR", "examples, finetune, label, evaluate ..."),
      new Column("title", "VARCHAR", "in words"),
      new Column("done", "BOOLEAN", "whether it has a result"),
      new Column("finished", "TIMESTAMPTZ", "when"),
      new Column("seconds", "DOUBLE", "how long it took"),
      new Column("facts", "JSON", "numbers it reports: facts->>'loss'"),
      new Column("provenance", "JSON", "versions, device, threads: provenance->>'device'")),
  /// One row for each model and seed of a study that has answered the test rows.
  EVALUATIONS(
      new Column("study", "VARCHAR", "name"),
      new Column("task", "VARCHAR", "name of its task"),
      new Column("weak", "VARCHAR", "where the weak labels come from"),
      new Column("strong", "VARCHAR", "the model of student and ceiling"),
      new Column("seed", "BIGINT", "of the repetition"),
      new Column("role", "VARCHAR", "weak, student or ceiling"),
      new Column("method", "VARCHAR", "of a student; null for the others"),
      new Column("key", "VARCHAR", "of the step"),
      new Column("rows", "BIGINT", "test rows"),
      new Column("accuracy", "DOUBLE", "share of right answers")),
  /// One row for each answer that is kept.
  PREDICTIONS(
      new Column("key", "VARCHAR", "of the step that gave it"),
      new Column("id", "VARCHAR", "of the example"),
      new Column("label", "BIGINT", "the likeliest class, counted from 0"),
      new Column("probabilities", "DOUBLE[]", "of each class")),
  /// One row for each entry of a learning curve.
  CURVES(
      new Column("key", "VARCHAR", "of the training"),
      new Column("step", "BIGINT", "steps done"),
      new Column("rows", "BIGINT", "rows gone through"),
      new Column("loss", "DOUBLE", "mean since the entry before"),
      new Column("learning_rate", "DOUBLE", "of the last step"),
      new Column("agreement", "DOUBLE", "with the validation labels; null where not measured"));

  /// A column.
  ///
  /// @param name as a query names it
  /// @param type in DuckDB's words
  /// @param meaning in a few words
  public record Column(String name, String type, String meaning) {}

  // A list that List.of makes does not change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Column> columns;

  StoreTable(Column... columns) {
    this.columns = List.of(columns);
  }

  /// Its columns, in order.
  public List<Column> columns() {
    return columns;
  }

  /// The name a query knows it by.
  public String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The statement that makes it, empty.
  String definition() {
    return columns.stream()
        .map(column -> column.name() + " " + column.type())
        .collect(Collectors.joining(", ", "CREATE TABLE " + sqlName() + " (", ")"));
  }
}
