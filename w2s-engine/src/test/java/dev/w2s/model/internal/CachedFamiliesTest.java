package dev.w2s.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.model.Asked;
import dev.w2s.model.KeyValueCache;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.Pass;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Every decoder with what it remembers, held to itself reading whole rows.
@ParameterizedClass
@MethodSource("decoders")
class CachedFamiliesTest {
  /// Longer than any window, and as long as every model has positions.
  private static final int LONGEST = 32;

  private static final List<int[]> ROWS = rows();
  private static final int[] ALL = {0, 1, 2, 3};

  /// Tokens of each row that are read first.
  private static final int[] READ = {27, 4, 12, 1};

  @Parameter String name = "";
  @TempDir Path folder;
  private Scope scope;
  private GoldenModel golden;
  private LanguageModel model;
  private NoGradGuard constant;
  private float[][][] whole;

  static Stream<String> decoders() {
    return GoldenModel.names().stream()
        .filter(name -> !name.endsWith("bert") && !name.equals("roberta"));
  }

  /// Rows of 32, 9, 17 and 30 tokens; every golden vocabulary has at least 31.
  private static List<int[]> rows() {
    SplittableRandom random = new SplittableRandom(5);
    return IntStream.of(LONGEST, 9, 17, 30)
        .mapToObj(length -> random.ints(length, 0, 31).toArray())
        .toList();
  }

  @BeforeEach
  void load() {
    Libtorch.start(1);
    scope = Scope.open();
    constant = new NoGradGuard();
    golden = new GoldenModel(name, folder);
    model = golden.languageModel();
    whole = ROWS.stream().map(this::whole).toArray(float[][][]::new);
  }

  @AfterEach
  void free() {
    constant.close();
    golden.close();
    scope.close();
  }

  private static EncodedText text(int[] ids) {
    return new EncodedText(ids, new byte[ids.length]);
  }

  /// Vocabulary logits after each token of a row that is read alone and whole, `[T, V]`.
  private float[][] whole(int[] row) {
    TokenBatch batch = TokenBatch.of(List.of(text(row)), new int[] {0});
    return logits(batch, Asked.EACH, Pass.EXACT);
  }

  /// Vocabulary logits after the tokens that are asked for, `[M, V]`.
  private float[][] logits(TokenBatch batch, Asked asked, Pass pass) {
    Tensor logits = model.vocabularyLogits(model.hidden(batch, asked, pass), pass);
    float[] flat = Tensors.toFloats(logits);
    int words = (int) logits.size(1);
    return IntStream.range(0, (int) logits.size(0))
        .mapToObj(n -> Arrays.copyOfRange(flat, n * words, (n + 1) * words))
        .toArray(float[][]::new);
  }

  /// Logits after tokens of some rows, behind what the cache remembers of each.
  private void goOn(KeyValueCache cache, int[] rows, int[] from, int[] to) {
    List<EncodedText> pieces =
        IntStream.range(0, rows.length)
            .mapToObj(i -> text(Arrays.copyOfRange(ROWS.get(rows[i]), from[i], to[i])))
            .toList();
    TokenBatch batch = TokenBatch.after(from, pieces);
    float[][] told = logits(batch, Asked.EACH, Pass.EXACT.after(cache.next(batch)));
    float[][] last = logits(batch, Asked.LAST, Pass.EXACT.after(cache.next(batch)));
    int n = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int t = from[i]; t < to[i]; t++) {
        same(told[n++], whole[rows[i]][t]);
      }
      same(last[i], whole[rows[i]][to[i] - 1]);
    }
  }

  private static void same(float[] actual, float[] expected) {
    double error = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      error = Math.max(error, Math.abs(actual[i] - expected[i]));
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    assertThat(error / largest).isLessThan(1e-5);
  }

  @Test
  void tokensOneByOneGiveTheLogitsOfWholeRows() {
    goOnOneByOne();
  }

  private void goOnOneByOne() {
    try (KeyValueCache cache = new KeyValueCache(LONGEST)) {
      goOn(cache, ALL, new int[ALL.length], READ);
      for (int step = 0; step < 5; step++) {
        goOn(cache, ALL, plus(READ, step), plus(READ, step + 1));
      }
    }
  }

  @Test
  void piecesBehindChosenRowsGiveTheLogitsOfWholeRows() {
    goOnInPieces();
  }

  private void goOnInPieces() {
    try (KeyValueCache cache = new KeyValueCache(LONGEST)) {
      goOn(cache, ALL, new int[ALL.length], READ);
      int[] rows = {2, 0, 0};
      try (KeyValueCache chosen = cache.of(rows)) {
        goOn(chosen, rows, new int[] {12, 27, 27}, new int[] {17, 32, 29});
      }
    }
  }

  @Test
  void moreTokensThanColumnsAreRefused() {
    try (KeyValueCache cache = new KeyValueCache(8)) {
      List<EncodedText> texts = List.of(text(new int[3]), text(new int[3]));
      TokenBatch batch = TokenBatch.after(new int[] {1, 6}, texts);
      assertThatThrownBy(() -> cache.next(batch))
          .hasMessageContaining("grows to 9 tokens")
          .hasMessageContaining("columns for 8");
    }
  }

  @Test
  void readingLeavesNoNativeMemoryBehind() {
    goOnOneByOne();
    long before = Scope.liveObjects();
    try (Scope inner = Scope.open()) {
      goOnInPieces();
    }
    assertThat(Scope.liveObjects()).isLessThanOrEqualTo(before);
  }

  private static int[] plus(int[] values, int by) {
    return Arrays.stream(values).map(value -> value + by).toArray();
  }
}
