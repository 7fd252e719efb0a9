package dev.w2s.model.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The token ids that a tokenizer can give.
final class TokenizerVocabulary {
  /// Merges and vocabularies of some published tokenizers name a key twice.
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TokenizerVocabulary() {}

  /// Refuses a tokenizer that knows a token for which a model has no embedding.
  ///
  /// @param file `tokenizer.json` or `vocab.txt`
  /// @param embeddings rows of the model's table
  static void check(Path file, int embeddings) {
    long largest = file.getFileName().toString().endsWith(".txt") ? lines(file) - 1 : largest(file);
    if (largest >= embeddings) {
      throw new BadInputException(
          Problem.in(
              file,
              "knows token ids up to "
                  + largest
                  + ", but the model has embeddings for "
                  + embeddings
                  + " tokens; the tokenizer is another model's, or was given tokens that the model was not"));
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new BadInputException(Problem.in(file, "cannot be read: " + e.getMessage()));
    }
  }

  private static long largest(Path file) {
    JsonNode root;
    try {
      root = JSON.readTree(file);
    } catch (JacksonException e) {
      throw new BadInputException(Problem.in(file, "not JSON: " + e.getOriginalMessage()));
    }
    JsonNode vocabulary = root.path("model").path("vocab");
    // Of unigrams, an array in the order of their ids.
    long known = vocabulary.isArray() ? vocabulary.size() - 1 : largest(vocabulary.valueStream());
    long added = largest(root.path("added_tokens").valueStream().map(token -> token.path("id")));
    return Math.max(Math.max(known, added), largestSpecial(root.path("post_processor")));
  }

  /// The largest id of those that a post-processor puts around texts.
  private static long largestSpecial(JsonNode processor) {
    Stream<JsonNode> around =
        Stream.of("sep", "cls").map(processor::path).flatMap(JsonNode::valueStream);
    Stream<JsonNode> template =
        processor
            .path("special_tokens")
            .valueStream()
            .flatMap(token -> token.path("ids").valueStream());
    long inner =
        processor
            .path("processors")
            .valueStream()
            .mapToLong(TokenizerVocabulary::largestSpecial)
            .max()
            .orElse(-1);
    return Math.max(inner, largest(Stream.concat(around, template)));
  }

  private static long largest(Stream<JsonNode> ids) {
    return ids.mapToLong(id -> id.asLong(-1)).max().orElse(-1);
  }
}
