package dev.w2s.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.TokenBatch.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
  private static final List<String> TOKENS =
      List.of(
          "[PAD]",
          "[UNK]",
          "[CLS]",
          "[SEP]",
          "a",
          "weak",
          "label",
          "##s",
          "Strong",
          "strong",
          "caf\u00e9",
          "cafe");

  @TempDir Path folder;
  private Path vocabulary;

  @BeforeEach
  void write() throws IOException {
    vocabulary = Files.write(folder.resolve("vocab.txt"), TOKENS);
  }

  private List<EncodedText> encode(List<List<String>> rows, int maxTokens) {
    try (Tokenizer tokenizer = Tokenizer.open(vocabulary)) {
      return tokenizer.encode(rows, maxTokens);
    }
  }

  private int[] ids(String... texts) {
    return encode(List.of(List.of(texts)), 64).getFirst().ids();
  }

  @Test
  void textIsCutIntoWordPiecesBetweenSpecialTokens() {
    assertThat(ids("a weak labels nonsense")).containsExactly(2, 4, 5, 6, 7, 1, 3);
  }

  @Test
  void endOfADialogueIsKeptBetweenSpecialTokens() {
    try (Tokenizer tokenizer = Tokenizer.open(vocabulary)) {
      List<EncodedText> rows =
          tokenizer.encodeEnds(List.of("a weak labels strong", "a", "weak strong"), 5);
      assertThat(rows.stream().map(EncodedText::ids))
          .containsExactly(new int[] {2, 6, 7, 9, 3}, new int[] {2, 4, 3}, new int[] {2, 5, 9, 3});
    }
  }

  /// As GPT-2's: bytes are tokens, there are no special tokens, and none for padding.
  @Test
  void byteLevelTokenizerReadsEveryRowEvenAnEmptyOne() throws IOException {
    vocabulary =
        Files.writeString(
            folder.resolve("tokenizer.json"),
            """
            {"pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true},
             "model": {"type": "BPE", "vocab": {"!": 0, "a": 1, "b": 2, "\u0120": 3, "ab": 4},
                       "merges": ["a b"]}}
            """);
    assertThat(ids("ab a!")).containsExactly(4, 3, 1, 0);
    assertThat(ids("")).containsExactly(0);
    assertThat(ids("", "b")).containsExactly(2);
  }

  @Test
  void plainTokensAreThoseOfTheTextAlone() throws IOException {
    try (Tokenizer tokenizer = Tokenizer.open(vocabulary)) {
      assertThat(tokenizer.plain("weak labels")).containsExactly(5, 6, 7);
      assertThat(tokenizer.plain("")).isEmpty();
    }
  }

  /// As Llama 2's, which puts a blank before every text, and has digits as tokens of their own.
  @Test
  void blankThatTheTokenizerPutsBeforeATextIsNoTokenOfIt() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("tokenizer.json"),
            """
            {"normalizer": {"type": "Sequence", "normalizers": [
               {"type": "Prepend", "prepend": "\u2581"},
               {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]},
             "decoder": {"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "},
             "model": {"type": "BPE", "vocab": {"\u2581": 0, "0": 1, "1": 2, "a": 3, "\u2581a": 4},
                       "merges": ["\u2581 a"]}}
            """);
    try (Tokenizer tokenizer = Tokenizer.open(file)) {
      assertThat(tokenizer.plain("1")).containsExactly(2);
      assertThat(tokenizer.plain("a")).containsExactly(4);
      assertThat(tokenizer.plain("1 0")).containsExactly(2, 0, 1);
    }
  }

  @Test
  void caseAndAccentsAreLoweredUnlessTheConfigurationForbidsIt() throws IOException {
    assertThat(ids("Strong CAF\u00c9")).containsExactly(2, 9, 11, 3);
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
    assertThat(ids("Strong caf\u00e9")).containsExactly(2, 8, 10, 3);
  }

  @Test
  void pairHasSegments() {
    EncodedText pair = encode(List.of(List.of("a", "weak labels")), 64).getFirst();
    assertThat(pair.ids()).containsExactly(2, 4, 3, 5, 6, 7, 3);
    assertThat(pair.segments()).containsExactly(0, 0, 0, 1, 1, 1, 1);
  }

  @Test
  void longTextIsCutAndOfAPairTheLongerOne() {
    List<EncodedText> rows =
        encode(List.of(List.of("a a a a a a"), List.of("weak", "a a a a a a")), 6);
    assertThat(rows.get(0).ids()).containsExactly(2, 4, 4, 4, 4, 3);
    assertThat(rows.get(1).ids()).containsExactly(2, 5, 3, 4, 4, 3);
  }

  @Test
  void rowsKeepTheirOrderWhereSinglesAndPairsMix() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      rows.add(i % 7 == 0 ? List.of("weak", "a") : List.of("a"));
    }
    List<EncodedText> encoded = encode(rows, 16);
    assertThat(encoded).hasSize(2500);
    for (int i = 0; i < 2500; i++) {
      assertThat(encoded.get(i).length()).isEqualTo(i % 7 == 0 ? 5 : 3);
    }
  }

  @Test
  void emptyAndBrokenTextsAreRowsToo() {
    assertThat(ids("")).containsExactly(2, 3);
    assertThat(ids("weak \ud800 a")).startsWith(2, 5).endsWith(4, 3);
    assertThat(ids("a \ud83d\ude00\u0000")).containsExactly(2, 4, 1, 3);
  }

  @Test
  void emptyBeginningHasWhatComesBeforeTextsAndNothingOfWhatComesBehind() {
    try (Tokenizer tokenizer = Tokenizer.open(vocabulary)) {
      List<int[]> starts = tokenizer.starts(List.of("", "a weak", "  "));
      assertThat(starts.get(0)).containsExactly(2);
      assertThat(starts.get(1)).containsExactly(2, 4, 5);
      assertThat(starts.get(2)).containsExactly(2);
    }
  }

  @Test
  void batchHoldsItsRowsOneBehindTheOther() {
    Libtorch.start(1);
    try (Scope scope = Scope.open()) {
      TokenBatch batch =
          TokenBatch.of(encode(List.of(List.of("a"), List.of("a", "weak")), 64), new int[] {1, 0});
      assertThat(Tensors.toLongs(batch.ids())).containsExactly(2, 4, 3, 5, 3, 2, 4, 3);
      assertThat(Tensors.toLongs(batch.segments())).containsExactly(0, 0, 0, 1, 1, 0, 0, 0);
      assertThat(Tensors.toLongs(batch.places())).containsExactly(0, 1, 2, 3, 4, 0, 1, 2);
      assertThat(batch.runs()).containsExactly(new Run(0, 1, 5), new Run(1, 1, 3));
      assertThat(batch.reach()).isEqualTo(5);
    }
  }

  @Test
  void fileThatIsNoTokenizerIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("tokenizer.json"), "{\"version\": 3}");
    assertThatThrownBy(() -> Tokenizer.open(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("tokenizer.json: not a tokenizer");
  }

  @Test
  void vocabularyWithoutSpecialTokensIsRefused() throws IOException {
    Files.write(vocabulary, List.of("a", "[UNK]", "[CLS]"));
    assertThatThrownBy(() -> Tokenizer.open(vocabulary))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has no [SEP]");
  }

  @Test
  void tokenThatStandsTwiceIsNamedWithItsLine() throws IOException {
    Files.write(vocabulary, List.of("[UNK]", "[CLS]", "[SEP]", "a", "a"));
    assertThatThrownBy(() -> Tokenizer.open(vocabulary))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("vocab.txt:5:1");
  }
}
