package dev.w2s.text.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tokenizer of BERT's first releases, a list of tokens, written as the `tokenizer.json` that
/// says the same.
public final class WordPiece {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  private WordPiece() {}

  /// Reads `vocab.txt`, and `tokenizer_config.json` beside it where there is one. Case is lowered
  /// unless `do_lower_case` is false.
  public static String json(Path vocabulary) {
    List<String> tokens = lines(vocabulary);
    requireSpecial(tokens, vocabulary);
    JsonNode config = config(vocabulary.resolveSibling("tokenizer_config.json"));
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", "1.0");
    root.set("added_tokens", addedTokens(tokens));
    root.set("normalizer", normalizer(config));
    root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    root.set("post_processor", postProcessor(tokens));
    root.set("model", model(tokens, vocabulary));
    return JSON.writeValueAsString(root);
  }

  private static ObjectNode normalizer(JsonNode config) {
    ObjectNode normalizer = JsonNodeFactory.instance.objectNode();
    normalizer.put("type", "BertNormalizer");
    normalizer.put("clean_text", true);
    normalizer.put("handle_chinese_chars", config.path("tokenize_chinese_chars").asBoolean(true));
    normalizer.set(
        "strip_accents",
        config.path("strip_accents").isBoolean()
            ? config.get("strip_accents")
            : JsonNodeFactory.instance.nullNode());
    normalizer.put("lowercase", config.path("do_lower_case").asBoolean(true));
    return normalizer;
  }

  private static ArrayNode addedTokens(List<String> tokens) {
    ArrayNode added = JsonNodeFactory.instance.arrayNode();
    for (String token : SPECIAL) {
      if (tokens.contains(token)) {
        ObjectNode node = added.addObject().put("id", tokens.indexOf(token)).put("content", token);
        node.put("single_word", false).put("lstrip", false).put("rstrip", false);
        node.put("normalized", false).put("special", true);
      }
    }
    return added;
  }

  private static ObjectNode postProcessor(List<String> tokens) {
    ObjectNode processor = JsonNodeFactory.instance.objectNode().put("type", "BertProcessing");
    processor.putArray("sep").add("[SEP]").add(tokens.indexOf("[SEP]"));
    processor.putArray("cls").add("[CLS]").add(tokens.indexOf("[CLS]"));
    return processor;
  }

  private static ObjectNode model(List<String> tokens, Path file) {
    ObjectNode model =
        JsonNodeFactory.instance.objectNode().put("type", "WordPiece").put("unk_token", "[UNK]");
    model.put("continuing_subword_prefix", "##").put("max_input_chars_per_word", 100);
    ObjectNode ids = model.putObject("vocab");
    for (int id = 0; id < tokens.size(); id++) {
      if (ids.has(tokens.get(id))) {
        throw new BadInputException(
            Problem.at(
                file,
                id + 1,
                1,
                "the token '" + tokens.get(id) + "' stands twice in this vocabulary"));
      }
      ids.put(tokens.get(id), id);
    }
    return model;
  }

  private static void requireSpecial(List<String> tokens, Path file) {
    for (String token : List.of("[UNK]", "[CLS]", "[SEP]")) {
      if (!tokens.contains(token)) {
        throw new BadInputException(
            Problem.in(
                file,
                "has no "
                    + token
                    + "; a WordPiece vocabulary has one token a line, and this among them"));
      }
    }
  }

  private static List<String> lines(Path file) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      lines.replaceAll(String::stripTrailing);
      return lines;
    } catch (MalformedInputException e) {
      throw new BadInputException(Problem.in(file, "not UTF-8 text; a vocab.txt is"));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  private static JsonNode config(Path file) {
    if (!Files.exists(file)) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      return JSON.readTree(file);
    } catch (JacksonException e) {
      throw new BadInputException(Problem.in(file, "not JSON: " + e.getOriginalMessage()));
    }
  }
}
