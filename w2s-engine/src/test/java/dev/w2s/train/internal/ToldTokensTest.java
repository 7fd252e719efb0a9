package dev.w2s.train.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.model.Fetching;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.model.Pass;
import dev.w2s.study.ModelSpec;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.TokenBatch;
import dev.w2s.train.GoldenFolder;
import dev.w2s.train.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToldTokensTest {
  private static final int[] ROWS = {0, 1, 2};

  @TempDir private Path folder;
  private Models models;

  @BeforeEach
  void start() {
    Libtorch.start(1);
    models = new Models(folder.resolve("cache"), Fetching.SILENT);
  }

  private record Learnt(double loss, float[] gradients) {}

  @ParameterizedTest
  @CsvSource({"gpt2,false", "gpt2,true", "gemma2,false", "llama,true"})
  void piecesGiveTheLossAndGradientOfAll(String family, boolean recompute) throws IOException {
    try (LoadedModel model = model(family);
        Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(model.body().parameters(), false)) {
      LanguageModel body = (LanguageModel) model.body();
      Learnt whole = learnt(body, flat, Long.MAX_VALUE, recompute);
      assertThat(norm(whole.gradients)).isGreaterThan(1e-2);
      for (long places : new long[] {0, 1, 4}) {
        Learnt pieces = learnt(body, flat, places * body.vocabulary(), recompute);
        assertThat(pieces.loss).isCloseTo(whole.loss, within(1e-6));
        assertThat(pieces.gradients).containsExactly(whole.gradients, within(1e-6f));
      }
    }
  }

  @Test
  void noMorePlacesAreComputedAtOnceThanAskedFor() throws IOException {
    try (LoadedModel model = model("gpt2");
        Scope scope = Scope.open()) {
      LanguageModel body = (LanguageModel) model.body();
      Tensor states = body.hidden(batch(body), Pass.EXACT).narrow(0, 0, 7); // [T, H]
      Tensor tokens = Tensors.longs(new long[(int) states.size(0)], states.size(0), 1);
      List<Long> heard = new ArrayList<>();
      new ToldTokens(body, Pass.EXACT, 3L * body.vocabulary())
          .each(
              states,
              tokens,
              (told, theirs) -> {
                assertThat(told.size(0)).isEqualTo(theirs.size(0));
                heard.add(told.size(0));
              });
      assertThat(heard).containsExactly(3L, 3L, 1L);
    }
  }

  private static Learnt learnt(
      LanguageModel body, FlatWeights flat, long logitsAtOnce, boolean recompute) {
    flat.clearGradients();
    ToldTokens told = new ToldTokens(body, Pass.EXACT, logitsAtOnce);
    CountedTokens counted = new CountedTokens(passages(body));
    double loss =
        Forward.learn(
            body,
            hidden -> told.loss(counted.before(hidden, ROWS), counted.tokens(ROWS), .1),
            batch(body),
            Pass.EXACT,
            recompute);
    return new Learnt(loss, GatheredGradients.of(flat));
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static TokenBatch batch(LanguageModel body) {
    return TokenBatch.of(passages(body).stream().map(Passage::text).toList(), ROWS);
  }

  private static List<Passage> passages(LanguageModel body) {
    SplittableRandom random = new SplittableRandom(5);
    return IntStream.of(7, 4, 5)
        .mapToObj(length ->
            new Passage(random.ints(length, 0, (int) body.vocabulary()).toArray(), length / 2))
        .toList();
  }

  private LoadedModel model(String family) throws IOException {
    Path copy = GoldenFolder.of(family, folder);
    return models.loadLanguageModel(new ModelSpec("file:" + copy, OptionalInt.empty()));
  }
}
