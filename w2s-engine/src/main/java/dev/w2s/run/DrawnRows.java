package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.problem.FailedException;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Rows that were drawn with replacement: the file of their ids, each as a JSON string on a line of
/// its own, and the rows themselves.
final class DrawnRows {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DrawnRows() {}

  static void write(Path file, List<String> ids) {
    try {
      Files.write(file, ids.stream().map(JSON::writeValueAsString).toList());
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  static List<String> read(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> JSON.readValue(line, String.class))
          .toList();
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// The rows of a part that a training learns from: all, or those that were drawn of them.
  static List<Example> of(List<Example> part, Optional<List<String>> drawn) {
    if (drawn.isEmpty()) {
      return part;
    }
    Map<String, Example> byId = new HashMap<>();
    part.forEach(row -> byId.put(row.id(), row));
    return drawn.get().stream().map(id -> row(byId, id)).toList();
  }

  private static Example row(Map<String, Example> byId, String id) {
    Example row = byId.get(id);
    if (row == null) {
      throw new FailedException(
          "the rows that were drawn hold '%s', which the half lacks; delete their folder and run again"
              .formatted(id));
    }
    return row;
  }
}
