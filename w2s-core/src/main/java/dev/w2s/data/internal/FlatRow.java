package dev.w2s.data.internal;

import dev.w2s.data.LabelColumns;
import dev.w2s.data.LabelledRow;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A row of predictions as the cells of a table of text.
final class FlatRow {
  private FlatRow() {}

  /// The cells, in the order of [LabelColumns#names].
  static List<String> cells(LabelledRow row, LabelColumns columns) {
    List<String> cells = new ArrayList<>(List.of(row.id()));
    for (int i = 0; i < row.said().size(); i++) {
      cells.add(cell(columns.said().get(i), row.said().get(i)));
    }
    row.kept().forEach(value -> cells.add(text(value)));
    return cells;
  }

  private static String cell(LabelColumns.Column column, JsonNode value) {
    return switch (column) {
      case LabelColumns.Column.Text _ -> value.stringValue();
      case LabelColumns.Column.Numeric _, LabelColumns.Column.Probability _ ->
          Float.toString(value.asFloat(Float.NaN));
    };
  }

  /// A value as text: as templates have it, but lists and objects as JSON.
  static String text(JsonNode value) {
    return value.isContainer() ? value.toString() : Json.text(value);
  }
}
