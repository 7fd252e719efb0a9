package dev.w2s.data.internal;

import dev.w2s.data.RowReading;
import dev.w2s.data.TextRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes texts of records whose labels are not known.
public final class RowInterpreter {
  private final RowReading reading;
  private final List<Template> templates;

  public RowInterpreter(RowReading reading) {
    this.reading = reading;
    this.templates = reading.texts().stream().map(Template::parse).toList();
  }

  /// The record's texts; none where something is wrong, which is then told once for each file.
  public Optional<TextRow> row(SourceRecord record, Problems problems) {
    try {
      return Optional.of(row(record));
    } catch (BadRecord e) {
      problems.addOnce(record.file() + e.problem(), record.problem(e.problem()));
      return Optional.empty();
    }
  }

  private TextRow row(SourceRecord record) {
    return new TextRow(
        record.row(),
        reading.id().map(record::word).orElseGet(() -> Long.toString(record.row())),
        templates.stream()
            .map(template -> RecordInterpreter.text(record, template, Map.of()))
            .toList(),
        reading.keep().stream().map(record::field).toList());
  }
}
