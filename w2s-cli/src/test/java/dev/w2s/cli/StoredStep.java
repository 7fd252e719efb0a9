package dev.w2s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Results that lie in a store.
final class StoredStep {
  private StoredStep() {}

  /// A file of the step with a title.
  static Path file(Path store, String title, String name) throws IOException {
    try (Stream<Path> results =
        Files.find(store.resolve("steps"), 3, (p, a) -> p.endsWith("result.json"))) {
      for (Path result : results.toList()) {
        JsonNode node = JsonMapper.shared().readTree(result);
        if (node.at("/provenance/title").asString("").equals(title)) {
          return result.resolveSibling(name);
        }
      }
    }
    throw new AssertionError("no step " + title + " in " + store);
  }

  /// The examples of a store of one task, with the texts as fields `text` or `one` and `two`.
  static Path rows(Path store, Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> found =
        Files.find(store.resolve("steps"), 3, (p, a) -> p.endsWith("examples.jsonl"))) {
      for (String line : Files.readAllLines(found.findFirst().orElseThrow())) {
        JsonNode row = JsonMapper.shared().readTree(line);
        JsonNode texts = row.path("texts");
        if (texts.size() == 1) {
          rows.add("{\"id\": %s, \"text\": %s}".formatted(row.get("id"), texts.get(0)));
        } else if (texts.size() == 2) {
          rows.add(
              "{\"id\": %s, \"one\": %s, \"two\": %s}"
                  .formatted(row.get("id"), texts.get(0), texts.get(1)));
        }
      }
    }
    return Files.write(file, rows);
  }
}
