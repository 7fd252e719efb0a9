package dev.w2s.data.internal;

import dev.w2s.data.LabelColumns;
import dev.w2s.data.LabelWriter;
import dev.w2s.data.LabelledRow;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Predictions as one JSON object a line; a file of weak labels has the same fields.
public final class JsonLinesWriter implements LabelWriter {
  private final Path file;
  private final LabelColumns columns;
  private final Writer out;

  public JsonLinesWriter(Path file, FileKind kind, LabelColumns columns) throws IOException {
    this.file = file;
    this.columns = columns;
    this.out = kind.create(file);
  }

  @Override
  public void add(LabelledRow row) {
    try {
      out.write(Json.MAPPER.writeValueAsString(node(row)));
      out.write('\n');
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  private ObjectNode node(LabelledRow row) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    if (columns.numbered()) {
      node.put(columns.id(), Long.parseLong(row.id()));
    } else {
      node.put(columns.id(), row.id());
    }
    for (int i = 0; i < columns.said().size(); i++) {
      put(columns.said().get(i), row.said().get(i), node);
    }
    for (int i = 0; i < columns.kept().size(); i++) {
      node.set(columns.kept().get(i), row.kept().get(i));
    }
    return node;
  }

  private static void put(LabelColumns.Column column, JsonNode value, ObjectNode node) {
    switch (column) {
      case LabelColumns.Column.Text(String name) -> node.set(name, value);
      case LabelColumns.Column.Numeric(String name) -> node.put(name, value.asFloat(Float.NaN));
      case LabelColumns.Column.Probability(String name) ->
          node.withObjectProperty(LabelColumns.PROBABILITIES).put(name, value.asFloat(Float.NaN));
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }
}
