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
    List<String> cells = new ArrayList<>(List.of(row.id(), columns.classes().get(row.label())));
    for (float probability : row.probabilities()) {
      cells.add(Float.toString(probability));
    }
    row.kept().forEach(value -> cells.add(text(value)));
    return cells;
  }

  /// A value as text: as templates have it, but lists and objects as JSON.
  static String text(JsonNode value) {
    return value.isContainer() ? value.toString() : Json.text(value);
  }
}
