package dev.w2s.model.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The settings that lie beside a tokenizer.
final class TokenizerFolder {
  static final String CONFIG = "tokenizer_config.json";
  static final String TRUNCATION_SIDE = "truncation_side";
  static final String PADDING_SIDE = "padding_side";
  static final String LEFT = "left";

  private TokenizerFolder() {}

  /// What `tokenizer_config.json` beside a tokenizer says; nothing where it is not there.
  static ObjectNode settings(Path tokenizer) {
    Path file = tokenizer.resolveSibling(CONFIG);
    return Files.exists(file)
        ? (ObjectNode) JsonFiles.read(file)
        : JsonNodeFactory.instance.objectNode();
  }

  /// The longest input: `model_max_length`, where that is less than the model has positions for.
  static int maxTokens(ModelFiles model) {
    JsonNode length = settings(model.tokenizer()).path("model_max_length");
    int positions = model.whole().maxTokens();
    // Where no length is meant, published files say 1e30.
    return length.isNumber() && length.asDouble() >= 1 && length.asDouble() < positions
        ? (int) length.asDouble()
        : positions;
  }

  /// Whether `truncation_side` says that what is too long is cut at its start.
  static boolean readsEnds(ModelFiles model) {
    return settings(model.tokenizer()).path(TRUNCATION_SIDE).asString("").equals(LEFT);
  }
}
