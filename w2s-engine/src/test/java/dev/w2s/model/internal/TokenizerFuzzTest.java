package dev.w2s.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import dev.w2s.text.EncodedText;
import dev.w2s.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tokenizers that came to harm. The native library ends the process where it meets what it does
/// not expect, and this test with it.
class TokenizerFuzzTest {
  private static final Path ROOT = Path.of("src/test/resources/tokenizers");
  private static final int MUTATIONS = 500;
  private static final int EMBEDDINGS = 12;
  private static final int MAX_TOKENS = 16;
  private static final List<List<String>> TEXTS =
      List.of(
          List.of("a weak label"),
          List.of("caf\u00e9 \ud83d\ude00 ab a"),
          List.of(""),
          List.of("  \u4e2d\u6587 x1234 newer A", "aaaaaaaaaaaaaaaaaaaa bbbb's 'tis <s>"));

  /// What a string of a file may become, beside values of all kinds.
  private static final List<String> STRINGS =
      List.of(
          "",
          "a",
          "[CLS]",
          "<unk>",
          "A",
          "B",
          "$A",
          "\u2581",
          "\u00e9\ud83d\ude00",
          "\ud800",
          "BertNormalizer",
          "NFKD",
          "Replace",
          "Strip",
          "Prepend",
          "Nmt",
          "StripAccents",
          "Precompiled",
          "ByteLevel",
          "Sequence",
          "Split",
          "Digits",
          "Punctuation",
          "Metaspace",
          "FixedLength",
          "UnicodeScripts",
          "CharDelimiterSplit",
          "Whitespace",
          "WordPiece",
          "ByteFallback",
          "Fuse",
          "CTC",
          "BPEDecoder",
          "BPE",
          "Unigram",
          "WordLevel",
          "TemplateProcessing",
          "BertProcessing",
          "RobertaProcessing");

  @TempDir Path folder;

  private Path write(String json) throws IOException {
    // Half of a pair can only stand in a file escaped.
    return Files.writeString(folder.resolve("tokenizer.json"), json.replace("\ud800", "\\ud800"));
  }

  private static ObjectNode stored(String name) {
    return (ObjectNode) JsonFiles.read(ROOT.resolve(name + ".json"));
  }

  private static List<EncodedText> encoded(Path file) {
    TokenizerVocabulary.check(file, EMBEDDINGS);
    try (Tokenizer tokenizer = Tokenizer.open(file, EMBEDDINGS)) {
      tokenizer.plain("a weak");
      tokenizer.starts(List.of("", "a weak")).forEach(tokenizer::text);
      List<EncodedText> encoded = tokenizer.encode(TEXTS, MAX_TOKENS);
      encoded.forEach(text -> tokenizer.text(text.ids()));
      return encoded;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "gpt2", "llama", "unigram", "words"})
  void wholeFileEncodes(String name) throws IOException {
    assertThat(encoded(write(stored(name).toString()))).hasSameSizeAs(TEXTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "gpt2", "llama", "unigram", "words"})
  void harmedFileEncodesWithinTheVocabularyOrIsExplained(String name) throws IOException {
    SplittableRandom random = new SplittableRandom(17);
    int whole = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      String json = mutated(stored(name), random);
      try {
        encoded(write(json)).forEach(TokenizerFuzzTest::assertWithinBounds);
        whole++;
      } catch (BadInputException e) {
        assertThat(e.getMessage()).as(json).contains("tokenizer").doesNotContain("Exception");
      } catch (RuntimeException | Error e) {
        throw new AssertionError(json, e);
      }
    }
    assertThat(whole).isBetween(MUTATIONS / 20, MUTATIONS / 2);
  }

  private static void assertWithinBounds(EncodedText text) {
    assertThat(text.length()).isLessThanOrEqualTo(MAX_TOKENS);
    assertThat(Arrays.stream(text.ids())).allMatch(id -> id >= 0 && id < EMBEDDINGS);
    assertThat(IntStream.range(0, text.length()).mapToObj(t -> text.segments()[t]))
        .allMatch(segment -> segment == 0 || segment == 1);
  }

  private static String mutated(JsonNode root, SplittableRandom random) {
    for (int i = random.nextInt(3); i > 0; i--) {
      JsonMutation.change(root, STRINGS, random);
    }
    return random.nextInt(3) == 0 ? JsonMutation.damaged(root.toString(), random) : root.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bert|/normalizer|{\"type\": \"Precompiled\"}|normalizer \"Precompiled\", which is not supported",
        "bert|/normalizer|{\"type\": \"Replace\", \"pattern\": {\"Regex\": \"x*\"}, \"content\": \"\"}|only a String that is not empty",
        "bert|/pre_tokenizer|{\"type\": \"FixedLength\", \"length\": 0}|pre_tokenizer \"FixedLength\"",
        "bert|/pre_tokenizer|7|pre_tokenizer , which is not supported",
        "bert|/post_processor/special_tokens|{}|nor said in special_tokens",
        "bert|/post_processor/single|[\"$A\"]|has \"$A\" in its template",
        "bert|/post_processor/single|[{\"Sequence\": {\"id\": \"B\", \"type_id\": 0}}]|neither one of the texts",
        "bert|/model/unk_token|\"[X]\"|unk_token is \"[X]\"",
        "bert|/model/type|\"Words\"|type \"Words\"; known are [BPE, WordPiece, Unigram, WordLevel]",
        "bert|/model|null|it has no model",
        "gpt2|/model/dropout|0.1|cuts words at random",
        "gpt2|/model/continuing_subword_prefix|\"##\"|continuing_subword_prefix \"##\"",
        "unigram|/model/unk_id|null|unk_id is null",
        "unigram|/model/unk_id|5|unk_id is 5",
        "bert|/post_processor/special_tokens/[CLS]/ids|[12]|token ids up to 12",
        "llama|/post_processor/sep|[\"<unk>\", 99]|token ids up to 99",
        "gpt2|/post_processor/processors/1/cls|[\"<s>\", 12]|token ids up to 12",
        "words|/added_tokens/0/id|12|token ids up to 12"
      })
  void partThatCannotBeTakenIsExplained(String name, String place, String value, String explanation)
      throws IOException {
    ObjectNode root = stored(name);
    int last = place.lastIndexOf('/');
    ((ObjectNode) root.at(place.substring(0, last)))
        .set(place.substring(last + 1), JsonFiles.JSON.readTree(value));
    Path file = write(root.toString());
    assertThatThrownBy(() -> encoded(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("tokenizer.json: ")
        .hasMessageContaining(explanation);
  }

  /// The library numbers added tokens that the vocabulary lacks itself.
  @Test
  void tokenBeyondTheEmbeddingsIsNeverGiven() throws IOException {
    Path file = write(stored("words").toString());
    try (Tokenizer tokenizer = Tokenizer.open(file, 4)) {
      assertThat(tokenizer.encode(List.of(List.of("weak a")), MAX_TOKENS).getFirst().ids())
          .containsExactly(3, 1);
      assertThatThrownBy(() -> tokenizer.encode(List.of(List.of("a new b")), MAX_TOKENS))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("gives the token id 4")
          .hasMessageContaining("embeddings for 4 tokens");
    }
  }

  @Test
  void specialTokensThatLeaveNoRoomAreExplained() throws IOException {
    Path file = write(stored("bert").toString());
    try (Tokenizer tokenizer = Tokenizer.open(file)) {
      assertThatThrownBy(() -> tokenizer.encode(List.of(List.of("a")), 1))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("at most 1 are wanted");
    }
  }

  @Test
  void segmentThatNoModelKnowsIsExplained() throws IOException {
    Path file = write(stored("bert").toString().replace("\"type_id\":1", "\"type_id\":7"));
    try (Tokenizer tokenizer = Tokenizer.open(file)) {
      assertThatThrownBy(() -> tokenizer.encode(List.of(List.of("a", "a")), MAX_TOKENS))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("gives the segment 7");
    }
  }

  /// As GPT-2's, which does not say what it is, and names an unknown token that it lacks.
  @Test
  void olderFileIsRead() throws IOException {
    ObjectNode root = stored("gpt2");
    ((ObjectNode) root.path("model")).put("unk_token", "").remove("type");
    assertThat(encoded(write(root.toString())).getFirst().ids()).contains(1);
  }
}
