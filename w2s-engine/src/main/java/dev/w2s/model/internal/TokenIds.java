package dev.w2s.model.internal;

import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tokens of a tokenizer that was checked, and their ids.
final class TokenIds {
  /// Merges and vocabularies of some published tokenizers name a key twice.
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TokenIds() {}

  /// @param tokenizer `tokenizer.json` or `vocab.txt`
  static Map<String, Integer> read(Path tokenizer) {
    Map<String, Integer> ids = new TreeMap<>();
    if (tokenizer.getFileName().toString().endsWith(".txt")) {
      List<String> tokens = lines(tokenizer);
      for (int id = 0; id < tokens.size(); id++) {
        ids.put(tokens.get(id), id);
      }
    } else {
      addAll(JSON.readTree(tokenizer), ids);
    }
    return ids;
  }

  private static void addAll(JsonNode tokenizer, Map<String, Integer> ids) {
    JsonNode vocabulary = tokenizer.path("model").path("vocab");
    // Of unigrams, an array in the order of their ids.
    for (int id = 0; vocabulary.isArray() && id < vocabulary.size(); id++) {
      ids.put(vocabulary.get(id).path(0).asString(""), id);
    }
    vocabulary.propertyStream().forEach(token -> ids.put(token.getKey(), token.getValue().asInt()));
    tokenizer
        .path("added_tokens")
        .forEach(token -> ids.put(token.path("content").asString(""), token.path("id").asInt()));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().map(String::stripTrailing).toList();
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }
}
