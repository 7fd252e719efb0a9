package dev.w2s.text.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A `tokenizer.json`, checked before the native library sees it, which ends the process where a
/// file is not as it expects. What is not needed is left out: truncation and padding.
public final class TokenizerJson {
  /// Merges and vocabularies of some published tokenizers name a key twice. Half a surrogate pair
  /// cannot be handed over but escaped.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final Set<String> NORMALIZERS =
      Set.of(
          "BertNormalizer",
          "ByteLevel",
          "Lowercase",
          "NFC",
          "NFD",
          "NFKC",
          "NFKD",
          "Nmt",
          "Prepend",
          "Replace",
          "Strip",
          "StripAccents");
  private static final Set<String> PRE_TOKENIZERS =
      Set.of(
          "BertPreTokenizer",
          "ByteLevel",
          "CharDelimiterSplit",
          "Digits",
          "Metaspace",
          "Punctuation",
          "Split",
          "UnicodeScripts",
          "Whitespace",
          "WhitespaceSplit");
  private static final Set<String> POST_PROCESSORS =
      Set.of("BertProcessing", "ByteLevel", "RobertaProcessing", "TemplateProcessing");

  private static final Set<String> DECODERS =
      Set.of(
          "BPEDecoder",
          "ByteFallback",
          "ByteLevel",
          "CTC",
          "Fuse",
          "Metaspace",
          "Replace",
          "Strip",
          "WordPiece");

  private final Path file;

  private TokenizerJson(Path file) {
    this.file = file;
  }

  /// The same tokenizer as the native library can take it.
  ///
  /// @param file for messages
  /// @throws BadInputException where it is none, or has a part that is not supported
  public static String checked(String json, Path file) {
    return new TokenizerJson(file).checked(json);
  }

  private String checked(String json) {
    try {
      if (!(JSON.readTree(json) instanceof ObjectNode root)) {
        throw bad("not a tokenizer: not a JSON object");
      }
      root.remove(List.of("truncation", "padding"));
      checkParts(root.path("normalizer"), "normalizer", "normalizers", NORMALIZERS);
      checkParts(root.path("pre_tokenizer"), "pre_tokenizer", "pretokenizers", PRE_TOKENIZERS);
      checkParts(root.path("post_processor"), "post_processor", "processors", POST_PROCESSORS);
      checkParts(root.path("decoder"), "decoder", "decoders", DECODERS);
      if (!(root.path("model") instanceof ObjectNode model)) {
        throw bad("not a tokenizer: it has no model");
      }
      new ModelCheck(this, model).check();
      return JSON.writeValueAsString(root);
    } catch (JacksonException e) {
      throw bad("not a tokenizer: not JSON: " + e.getOriginalMessage());
    }
  }

  private void checkParts(JsonNode part, String kind, String inner, Set<String> known) {
    if (part.isNull() || part.isMissingNode()) {
      return;
    }
    String type = part.path("type").asString("");
    if (type.equals("Sequence")) {
      part.path(inner).forEach(each -> checkParts(each, kind, inner, known));
    } else if (known.contains(type)) {
      checkReplace(part, type);
      checkTemplate(part, type);
    } else {
      throw bad(
          "has the %s %s, which is not supported; supported are %s"
              .formatted(kind, part.path("type"), known.stream().sorted().toList()));
    }
  }

  /// A pattern that matches nothing at all, as regular expressions can, is the end of the process.
  private void checkReplace(JsonNode part, String type) {
    if (type.equals("Replace") && part.path("pattern").path("String").asString("").isEmpty()) {
      throw bad(
          "replaces "
              + part.path("pattern")
              + " in its normalizer or decoder; only a String that is not empty is supported");
    }
  }

  private void checkTemplate(JsonNode part, String type) {
    if (type.equals("TemplateProcessing")) {
      part.path("single").forEach(piece -> checkPiece(piece, part, Set.of("A")));
      part.path("pair").forEach(piece -> checkPiece(piece, part, Set.of("A", "B")));
    }
  }

  /// A text that is not there, or a special token that is not said, is the end of the process too.
  private void checkPiece(JsonNode piece, JsonNode template, Set<String> texts) {
    boolean text = texts.contains(piece.path("Sequence").path("id").asString(""));
    String token = piece.path("SpecialToken").path("id").asString("");
    if (!text && !template.path("special_tokens").has(token)) {
      throw bad(
          "has "
              + piece
              + " in its template, which is neither one of the texts nor said in special_tokens");
    }
  }

  BadInputException bad(String message) {
    return new BadInputException(Problem.in(file, message));
  }

  /// What cuts words into tokens.
  private record ModelCheck(TokenizerJson json, ObjectNode model) {
    void check() {
      switch (type()) {
        case WORD_PIECE, WORD_LEVEL -> {
          if (!knowsUnknown()) {
            throw json.bad(
                "has no token in its vocabulary for what is unknown: unk_token is "
                    + model.path("unk_token"));
          }
        }
        case BPE -> checkPairs();
        case UNIGRAM -> {
          JsonNode unknown = model.path("unk_id");
          if (!unknown.canConvertToInt()
              || unknown.intValue() < 0
              || unknown.intValue() >= model.path("vocab").size()) {
            throw json.bad(
                "has no token in its vocabulary for what is unknown: unk_id is " + unknown);
          }
        }
      }
    }

    private boolean knowsUnknown() {
      JsonNode unknown = model.path("unk_token");
      return unknown.isString() && model.path("vocab").has(unknown.stringValue());
    }

    private void checkPairs() {
      if (model.path("dropout").asDouble(0) != 0) {
        throw json.bad("cuts words at random: dropout is " + model.path("dropout"));
      }
      if (!model.path("continuing_subword_prefix").asString("").isEmpty()) {
        throw json.bad(
            "has pairs of tokens with continuing_subword_prefix "
                + model.path("continuing_subword_prefix")
                + ", which is not supported");
      }
      // GPT-2's names one that is none. Its bytes are tokens, so that nothing is unknown.
      if (!knowsUnknown()) {
        model.putNull("unk_token");
      }
    }

    /// The kind of model; older files leave the library to guess it.
    private Type type() {
      JsonNode said = model.path("type");
      for (Type type : Type.values()) {
        if (said.isMissingNode() ? type.isLike(model) : type.published.equals(said.asString(""))) {
          model.put("type", type.published);
          return type;
        }
      }
      throw json.bad("has a model of type " + said + "; known are " + List.of(Type.values()));
    }
  }

  private enum Type {
    BPE("BPE"),
    WORD_PIECE("WordPiece"),
    UNIGRAM("Unigram"),
    WORD_LEVEL("WordLevel");

    private final String published;

    Type(String published) {
      this.published = published;
    }

    boolean isLike(JsonNode model) {
      return switch (this) {
        case BPE -> model.has("merges");
        case WORD_PIECE -> model.has("max_input_chars_per_word");
        case UNIGRAM -> model.path("vocab").isArray();
        case WORD_LEVEL -> model.path("vocab").isObject();
      };
    }

    @Override
    public String toString() {
      return published;
    }
  }
}
