package dev.w2s.data;

import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// What a model says of one record of a file.
///
/// @param id what the record is called, or its row's number
/// @param probabilities one for each class, `[k]`, summing to 1
/// @param kept values that were handed on from the record
public record LabelledRow(String id, float[] probabilities, List<JsonNode> kept) {
  public LabelledRow {
    Objects.requireNonNull(id, "id");
    kept = List.copyOf(kept);
  }

  /// The most probable class; the first of equals.
  public int label() {
    return new Prediction(id, probabilities).label();
  }
}
