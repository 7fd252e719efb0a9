package dev.w2s.model.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tokenizer's files of an exported model: those of the model it was trained from, with the
/// settings that Python needs to read texts in the same way.
final class ExportedTokenizer {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String LIST = "vocab.txt";
  private static final List<String> BESIDE =
      List.of("special_tokens_map.json", "added_tokens.json", LIST, "vocab.json", "merges.txt");

  /// What special tokens are called, by what they are for.
  private static final Map<String, List<String>> SPECIAL =
      Map.of(
          "pad_token", List.of("[PAD]", "<pad>"),
          "unk_token", List.of("[UNK]", "<unk>"),
          "cls_token", List.of("[CLS]", "<s>"),
          "sep_token", List.of("[SEP]", "</s>"),
          "mask_token", List.of("[MASK]", "<mask>"));

  private final ModelFiles source;
  private final ObjectNode settings;
  private final Map<String, Integer> tokens;

  private ExportedTokenizer(ModelFiles source) {
    this.source = source;
    this.settings = TokenizerFolder.settings(source.tokenizer());
    this.tokens = TokenIds.read(source.tokenizer());
  }

  static ExportedTokenizer of(ModelFiles source) {
    return new ExportedTokenizer(source);
  }

  /// The files to copy, by their names in the folder.
  SequencedMap<String, Path> copies() {
    SequencedMap<String, Path> copies = new LinkedHashMap<>();
    copies.put(isList() ? LIST : "tokenizer.json", source.tokenizer());
    BESIDE.forEach(name -> {
      Path file = source.tokenizer().resolveSibling(name);
      if (Files.isRegularFile(file)) {
        copies.putIfAbsent(name, file);
      }
    });
    return copies;
  }

  /// The `tokenizer_config.json`.
  ObjectNode settings(int maxTokens) {
    ObjectNode written = settings.deepCopy();
    // Code of the model's own, which nobody should have to trust.
    written.remove("auto_map");
    written.put("model_max_length", maxTokens);
    if (!written.has("tokenizer_class")) {
      written.put("tokenizer_class", isList() ? "BertTokenizer" : "PreTrainedTokenizerFast");
      putSpecial(written);
    }
    if (source.family() != Family.BERT) {
      // Others take no segments, and fail where they are given some.
      written.putArray("model_input_names").add("input_ids").add("attention_mask");
    }
    padding().ifPresent(id -> written.put("pad_token", token(id)));
    return written;
  }

  /// The token to pad with: what the model's configuration says, else the tokenizer's, else the one
  /// that ends a text.
  OptionalInt padding() {
    JsonNode config = ExportedConfig.published(source);
    return Stream.of(
            id(config.path("pad_token_id")),
            named(settings.path("pad_token")),
            named(special("pad_token")),
            id(config.path("eos_token_id")),
            named(settings.path("eos_token")))
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  private void putSpecial(ObjectNode written) {
    SPECIAL.keySet().stream()
        .sorted()
        .filter(name -> !written.has(name))
        .forEach(name -> {
          JsonNode token = special(name);
          if (token.isString()) {
            written.set(name, token);
          }
        });
  }

  private JsonNode special(String name) {
    return SPECIAL.getOrDefault(name, List.of()).stream()
        .filter(tokens::containsKey)
        .findFirst()
        .<JsonNode>map(NODES::stringNode)
        .orElseGet(NODES::missingNode);
  }

  /// The first id that a node gives and that the tokenizer knows.
  private OptionalInt id(JsonNode node) {
    JsonNode first = node.isArray() ? node.path(0) : node;
    return first.isIntegralNumber() && tokens.containsValue(first.intValue())
        ? OptionalInt.of(first.intValue())
        : OptionalInt.empty();
  }

  private OptionalInt named(JsonNode node) {
    String token = (node.isObject() ? node.path("content") : node).asString("");
    Integer id = tokens.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  private String token(int id) {
    return tokens.entrySet().stream()
        .filter(token -> token.getValue() == id)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private boolean isList() {
    return source.tokenizer().getFileName().toString().endsWith(".txt");
  }
}
