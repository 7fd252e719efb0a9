package dev.w2s.data;

import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// One record of a file, as a model is to read it.
///
/// @param row its number in the file, counted from 1
/// @param id what the record is called, or its row's number
/// @param texts one text, or two that the model reads as a pair
/// @param kept values of the fields that are handed on, in their order
public record TextRow(long row, String id, List<String> texts, List<JsonNode> kept) {
  public TextRow {
    Objects.requireNonNull(id, "id");
    texts = List.copyOf(texts);
    kept = List.copyOf(kept);
  }
}
