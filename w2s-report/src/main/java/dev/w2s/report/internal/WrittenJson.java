package dev.w2s.report.internal;

import dev.w2s.finding.WrittenRow;
import dev.w2s.finding.WrittenRow.Said;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// The part of `results.json` that says what models wrote.
final class WrittenJson {
  private WrittenJson() {}

  /// Puts rows with written answers into the results, under `written`; nothing where there are
  /// none.
  static void put(List<WrittenRow> rows, ObjectNode results) {
    rows.forEach(row -> row(row, results.withArray("written").addObject()));
  }

  private static void row(WrittenRow row, ObjectNode node) {
    node.put("kind", word(row.kind()));
    node.put("id", row.id());
    node.put("prompt", row.prompt());
    node.put("answer", row.reference().text());
    row.difficulty().ifPresent(difficulty -> node.put("difficulty", difficulty));
    row.said().forEach(said -> said(said, node.withArray("said").addObject()));
  }

  private static void said(Said said, ObjectNode node) {
    node.put("role", word(said.role()));
    if (!said.method().isEmpty()) {
      node.put("method", said.method());
    }
    node.put("text", said.text());
    node.put("right", said.right());
    said.legal().ifPresent(legal -> node.put("legal", legal));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
