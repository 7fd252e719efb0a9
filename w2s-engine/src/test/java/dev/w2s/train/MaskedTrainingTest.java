package dev.w2s.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.model.Fetching;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.MaskedModel;
import dev.w2s.model.Models;
import dev.w2s.model.Parameters;
import dev.w2s.model.Pass;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Recipe;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.train.internal.FlatWeights;
import dev.w2s.train.internal.GatheredGradients;
import dev.w2s.train.internal.MaskedTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Encoders that learn to tell hidden tokens.
class MaskedTrainingTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final int VOCABULARY = 97;
  private static final int WIDTH = 32;
  private static final int ONE_PIECE = 4096;
  private static final Recipe RECIPE =
      Recipe.DEFAULT.toBuilder().epochs(2).batch(3).learningRate(5e-3).dropout(.1).build();
  private static final List<String> TEXTS =
      List.of(
          "w10 w11 w12 w13", "w20", "w30 w31 w32 w33 w34 w35 w36 w37 w38", "w40 w41", "w50 w51");

  @TempDir private Path folder;
  private Models models;

  @BeforeEach
  void start() {
    Libtorch.start(1);
    models = new Models(folder.resolve("cache"), Fetching.SILENT);
  }

  private LoadedModel model(String family) {
    Path copy = folder.resolve(family);
    try {
      Files.createDirectories(copy);
      for (String name : List.of("config.json", "model.safetensors")) {
        Files.write(copy.resolve(name), Files.readAllBytes(GOLDEN.resolve(family).resolve(name)));
      }
      String words =
          IntStream.range(5, VOCABULARY).mapToObj(i -> "w" + i).collect(Collectors.joining("\n"));
      Files.writeString(
          copy.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n" + words + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return models.loadMaskedModel(spec(copy));
  }

  private static ModelSpec spec(Path folder) {
    return new ModelSpec("file:" + folder, OptionalInt.empty());
  }

  private static MaskedModel body(LoadedModel model) {
    return (MaskedModel) model.body();
  }

  /// The weights of the head, in the order in which they are gone through.
  private static List<String> head(LoadedModel model) {
    List<String> names = body(model).parameters().names();
    return names.subList(names.size() - 5, names.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "distilbert", "roberta"})
  void logitsAreThoseOfTheFormulaWrittenOut(String family) {
    try (LoadedModel model = model(family);
        Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      SplittableRandom random = new SplittableRandom(3);
      for (String name : head(model)) {
        Tensor weight = body(model).parameters().get(name);
        weight.copy_(
            Tensors.floats(gaussian(random, (int) weight.numel()), weight.sizes().vec().get()));
      }
      float[] hidden = gaussian(random, WIDTH);
      double[] expected = logits(model, hidden);
      double[] actual =
          Tensors.toDoubles(
              body(model).vocabularyLogits(Tensors.floats(hidden, 1, WIDTH), Pass.EXACT));
      assertThat(actual).hasSize(VOCABULARY).containsExactly(expected, within(1e-4));
    }
  }

  private static float[] gaussian(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int n = 0; n < count; n++) {
      values[n] = (float) random.nextGaussian();
    }
    return values;
  }

  /// `E norm(gelu(W x + b)) + c`, in float64.
  private static double[] logits(LoadedModel model, float[] x) {
    Parameters weights = body(model).parameters();
    List<String> head = head(model);
    double[] turned = times(values(weights, head.get(0)), x, values(weights, head.get(1)));
    NormalDistribution normal = NormalDistribution.of(0, 1);
    for (int h = 0; h < WIDTH; h++) {
      turned[h] *= normal.cumulativeProbability(turned[h]);
    }
    float[] normed = normed(turned, values(weights, head.get(2)), values(weights, head.get(3)));
    return times(
        values(weights, "embeddings.word_embeddings.weight"), normed, values(weights, head.get(4)));
  }

  private static float[] values(Parameters weights, String name) {
    return Tensors.toFloats(weights.get(name));
  }

  private static double[] times(float[] matrix, float[] x, float[] bias) {
    double[] y = new double[bias.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = bias[i];
      for (int h = 0; h < x.length; h++) {
        y[i] += (double) matrix[i * x.length + h] * x[h];
      }
    }
    return y;
  }

  private static float[] normed(double[] x, float[] weight, float[] bias) {
    double mean = IntStream.range(0, x.length).mapToDouble(h -> x[h]).average().orElseThrow();
    double variance =
        IntStream.range(0, x.length)
            .mapToDouble(h -> (x[h] - mean) * (x[h] - mean))
            .average()
            .orElseThrow();
    float[] y = new float[x.length];
    for (int h = 0; h < y.length; h++) {
      y[h] = (float) ((x[h] - mean) / Math.sqrt(variance + 1e-12) * weight[h] + bias[h]);
    }
    return y;
  }

  /// Along the gradient g of the whole model, the loss changes by its norm: for every weight.
  @ParameterizedTest
  @ValueSource(strings = {"bert", "distilbert", "roberta"})
  void lossChangesAsTheGradientSays(String family) {
    try (LoadedModel model = model(family);
        Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(body(model).parameters(), false)) {
      GradientSlope slope = GradientSlope.of(flat, () -> add(model, ONE_PIECE, false));
      assertThat(slope.measured()).isCloseTo(slope.expected(), within(1e-2 * slope.expected()));
    }
  }

  private static double add(LoadedModel model, int tokensAtOnce, boolean recompute) {
    Recipe exact = RECIPE.toBuilder().dropout(0).recompute(recompute).build();
    LanguageTraining training = new LanguageTraining(passages(model), exact, 1);
    int[] all = IntStream.range(0, TEXTS.size()).toArray();
    return new MaskedTokens(body(model), Masking.of(model), training, tokensAtOnce, () -> false)
        .add(all, .25);
  }

  private static List<Passage> passages(LoadedModel model) {
    return Passages.whole(model, TEXTS, 16);
  }

  @Test
  void microBatchesAndRecomputedLayersGiveTheSameGradient() {
    float[] whole = gradient(ONE_PIECE, false);
    assertThat(gradient(1, false)).containsExactly(whole, within(1e-5f));
    assertThat(gradient(ONE_PIECE, true)).containsExactly(whole, within(1e-6f));
  }

  private float[] gradient(int tokensAtOnce, boolean recompute) {
    try (LoadedModel model = model("bert");
        Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(body(model).parameters(), false)) {
      add(model, tokensAtOnce, recompute);
      return GatheredGradients.of(flat);
    }
  }

  @Test
  void stoppedAnywhereItGoesOnToTheSameBits() {
    AtomicInteger asked = new AtomicInteger();
    byte[] whole = trained("whole", Optional.empty(), () -> asked.incrementAndGet() < 0);
    assertThat(asked.get()).isGreaterThan(3);
    for (int n = 1; n <= asked.get(); n++) {
      Optional<Path> place = Optional.of(folder.resolve("checkpoint" + n));
      AtomicInteger left = new AtomicInteger(n);
      assertThatThrownBy(() -> trained("none", place, () -> left.decrementAndGet() == 0))
          .isInstanceOf(CancelledException.class);
      assertThat(trained("again" + n, place, () -> false)).as("stopped at %d", n).isEqualTo(whole);
    }
  }

  /// The file of a training's weights.
  private byte[] trained(String name, Optional<Path> checkpoints, BooleanSupplier cancelled) {
    try (LoadedModel model = model("bert")) {
      train(model, RECIPE, checkpoints, cancelled);
      model.save(folder.resolve(name));
      return Files.readAllBytes(folder.resolve(name).resolve("model.safetensors"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void train(
      LoadedModel model, Recipe recipe, Optional<Path> checkpoints, BooleanSupplier cancelled) {
    new LanguageTrainer(
            new LanguageTraining(passages(model), recipe, 5),
            Progress.NONE,
            cancelled,
            checkpoints,
            Duration.ofDays(1),
            ONE_PIECE)
        .trainMasked(body(model), Masking.of(model));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "distilbert", "roberta"})
  void learnsAndWhatIsSavedLoadsAgainWithItsHead(String family) {
    Path saved = folder.resolve("saved");
    try (LoadedModel model = model(family)) {
      double before = loss(model);
      train(model, RECIPE.toBuilder().epochs(20).dropout(0).build(), Optional.empty(), () -> false);
      assertThat(loss(model)).isLessThan(.8 * before);
      model.save(saved);
      try (LoadedModel again = models.loadMaskedModel(spec(saved));
          LoadedModel plain = models.load(spec(saved))) {
        assertThat(loss(again)).isEqualTo(loss(model));
        assertThat(plain.body().parameters().names()).doesNotContainAnyElementsOf(head(model));
      }
    }
  }

  private static double loss(LoadedModel model) {
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(body(model).parameters(), false)) {
      return add(model, ONE_PIECE, false);
    }
  }

  @Test
  void modelsThatCannotAreRefused() throws IOException {
    Path plain = folder.resolve("plain");
    try (LoadedModel bert = model("bert")) {
      bert.save(plain);
    }
    Files.writeString(plain.resolve("vocab.txt"), "[UNK]\n[CLS]\n[SEP]\n");
    try (LoadedModel maskless = models.loadMaskedModel(spec(plain))) {
      assertThatThrownBy(() -> Masking.of(maskless))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("none of [[MASK], <mask>]");
    }
    assertThatThrownBy(() -> model("gpt2"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("not trained to tell hidden tokens");
  }
}
