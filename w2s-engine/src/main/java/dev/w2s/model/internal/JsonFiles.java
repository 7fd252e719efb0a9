package dev.w2s.model.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON files that come with a model.
final class JsonFiles {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonFiles() {}

  /// A JSON object.
  static JsonNode read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(Problem.in(file, "is not there"));
    }
    JsonNode root;
    try {
      root = JSON.readTree(file);
    } catch (JacksonException e) {
      throw new BadInputException(Problem.in(file, "not JSON: " + e.getOriginalMessage()));
    }
    if (!root.isObject()) {
      throw new BadInputException(Problem.in(file, "not a JSON object"));
    }
    return root;
  }
}
