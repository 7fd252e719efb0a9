package dev.w2s.query.internal;

import dev.w2s.query.StoreTable;
import dev.w2s.store.StepResult;
import dev.w2s.store.Store;
import dev.w2s.store.StudyRecord;
import dev.w2s.store.StudyRecord.Answer;
import dev.w2s.store.StudyRecord.RecordedStep;
import dev.w2s.study.StepKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Fills the tables from a store.
public final class TableLoader {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Database database;
  private final List<StudyRecord> studies;
  private final SequencedMap<StepKey, StepResult> results = new LinkedHashMap<>();

  private TableLoader(Store store, Database database) {
    this.database = database;
    this.studies = store.studies();
    for (StepKey key : store.keys("")) {
      store.find(key).ifPresent(result -> results.put(key, result));
    }
  }

  /// Fills the tables that are named; they are there and empty.
  public static void load(Store store, Database database, Set<StoreTable> named)
      throws SQLException {
    TableLoader loader = new TableLoader(store, database);
    for (StoreTable table : named) {
      loader.fill(table);
    }
  }

  private void fill(StoreTable table) throws SQLException {
    switch (table) {
      case STUDIES -> append(table, this::studies);
      case STEPS -> append(table, this::steps);
      case EVALUATIONS -> append(table, this::evaluations);
      case PREDICTIONS -> predictions();
      case CURVES -> curves();
    }
  }

  private interface Rows {
    void appendTo(DuckDBAppender rows) throws SQLException;
  }

  private void append(StoreTable table, Rows rows) throws SQLException {
    try (DuckDBAppender appender = database.appender(table.sqlName())) {
      rows.appendTo(appender);
    }
  }

  private void studies(DuckDBAppender rows) throws SQLException {
    for (StudyRecord study : studies) {
      long done = study.steps().stream().filter(step -> results.containsKey(step.key())).count();
      rows.beginRow();
      rows.append(study.name());
      rows.append(study.task());
      rows.append(study.weak());
      rows.append(study.strong());
      rows.append((long) study.steps().size());
      rows.append(done);
      rows.endRow();
    }
  }

  private void steps(DuckDBAppender rows) throws SQLException {
    Set<StepKey> planned = new HashSet<>();
    for (StudyRecord study : studies) {
      for (RecordedStep step : study.steps()) {
        planned.add(step.key());
        step(rows, study.name(), step.key(), step.kind(), step.title());
      }
    }
    for (StepResult result : results.values()) {
      if (!planned.contains(result.key())) {
        step(rows, null, result.key(), null, result.provenance().get("title"));
      }
    }
  }

  private void step(
      DuckDBAppender rows,
      @Nullable String study,
      StepKey key,
      @Nullable String kind,
      @Nullable String title)
      throws SQLException {
    StepResult result = results.get(key);
    rows.beginRow();
    text(rows, study);
    rows.append(key.hex());
    text(rows, kind);
    text(rows, title);
    rows.append(result != null);
    finished(rows, result == null ? null : result.provenance().get("finished"));
    seconds(rows, result == null ? null : result.provenance().get("seconds"));
    text(rows, result == null ? null : JSON.writeValueAsString(result.facts()));
    text(rows, result == null ? null : JSON.writeValueAsString(result.provenance()));
    rows.endRow();
  }

  private static void finished(DuckDBAppender rows, @Nullable String time) throws SQLException {
    if (time == null) {
      rows.appendNull();
    } else {
      rows.append(OffsetDateTime.parse(time));
    }
  }

  private static void seconds(DuckDBAppender rows, @Nullable String seconds) throws SQLException {
    if (seconds == null) {
      rows.appendNull();
    } else {
      rows.append(Double.parseDouble(seconds));
    }
  }

  private static void text(DuckDBAppender rows, @Nullable String text) throws SQLException {
    if (text == null) {
      rows.appendNull();
    } else {
      rows.append(text);
    }
  }

  private void evaluations(DuckDBAppender rows) throws SQLException {
    for (StudyRecord study : studies) {
      for (Answer answer : study.answers()) {
        StepResult result = results.get(answer.key());
        if (result != null) {
          evaluation(rows, study, answer, result.facts());
        }
      }
    }
  }

  private static void evaluation(
      DuckDBAppender rows, StudyRecord study, Answer answer, Map<String, Double> facts)
      throws SQLException {
    rows.beginRow();
    rows.append(study.name());
    rows.append(study.task());
    rows.append(study.weak());
    rows.append(study.strong());
    rows.append(answer.seed());
    rows.append(answer.role());
    text(rows, answer.method().isEmpty() ? null : answer.method());
    rows.append(answer.key().hex());
    Double count = facts.get("rows");
    if (count == null) {
      rows.appendNull();
    } else {
      rows.append(Math.round(count));
    }
    Double accuracy = facts.get("accuracy");
    if (accuracy == null) {
      rows.appendNull();
    } else {
      rows.append(accuracy.doubleValue());
    }
    rows.endRow();
  }

  private void predictions() throws SQLException {
    read(
        StoreTable.PREDICTIONS,
        "predictions.jsonl",
        "{id: 'VARCHAR', probabilities: 'DOUBLE[]'}",
        "id, list_position(probabilities, list_max(probabilities)) - 1, probabilities",
        "id IS NOT NULL");
  }

  private void curves() throws SQLException {
    read(
        StoreTable.CURVES,
        "curve.jsonl",
        "{step: 'BIGINT', rows: 'BIGINT', loss: 'DOUBLE', 'learning-rate': 'DOUBLE', agreement: 'DOUBLE'}",
        "step, rows, loss, \"learning-rate\", agreement",
        "step IS NOT NULL");
  }

  private void read(StoreTable table, String name, String fields, String columns, String where)
      throws SQLException {
    String files =
        results.values().stream()
            .map(result -> result.file(name))
            .filter(Files::exists)
            .map(Path::toAbsolutePath)
            .map(Database::file)
            .collect(Collectors.joining(", "));
    if (!files.isEmpty()) {
      database.execute(
          """
          INSERT INTO %s
          SELECT regexp_extract(filename, '([0-9a-f]{64}).[a-z]+[.]jsonl$', 1), %s
          FROM read_json([%s], columns = %s, format = 'newline_delimited', filename = true)
          WHERE %s\
          """
              .formatted(table.sqlName(), columns, files, fields, where));
    }
  }
}
