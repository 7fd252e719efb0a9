package dev.w2s.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a model says of one record of a file.
///
/// @param id what the record is called, or its row's number
/// @param said a text or a number for each of the columns, in their order
/// @param kept values that were handed on from the record
public record LabelledRow(String id, List<JsonNode> said, List<JsonNode> kept) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  public LabelledRow {
    Objects.requireNonNull(id, "id");
    said = List.copyOf(said);
    kept = List.copyOf(kept);
  }

  /// What is said of classes, for the columns of [LabelColumns#ofClasses].
  ///
  /// @param classes their names
  /// @param probabilities one for each class, `[k]`, summing to 1
  public static List<JsonNode> ofClasses(List<String> classes, float[] probabilities) {
    List<JsonNode> said = new ArrayList<>(1 + classes.size());
    said.add(text(classes.get(new Prediction("", probabilities).label())));
    for (float probability : probabilities) {
      said.add(number(probability));
    }
    return said;
  }

  /// What stands in a column of texts.
  public static JsonNode text(String text) {
    return NODES.stringNode(text);
  }

  /// What stands in a column of numbers.
  public static JsonNode number(float number) {
    return NODES.numberNode(number);
  }
}
