package dev.w2s.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.model.Fetching;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.model.Safetensors;
import dev.w2s.problem.CancelledException;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Precision;
import dev.w2s.study.Recipe;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.train.internal.FlatWeights;
import dev.w2s.train.internal.GatheredGradients;
import dev.w2s.train.internal.NextToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTrainerTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Recipe RECIPE =
      Recipe.DEFAULT.toBuilder().epochs(3).batch(2).learningRate(1e-2).dropout(.1).build();
  private static final int ONE_PIECE = 4096;

  @TempDir private Path folder;
  private Models models;

  @BeforeEach
  void start() {
    Libtorch.start(1);
    models = new Models(folder.resolve("cache"), Fetching.SILENT);
  }

  static Stream<String> decoders() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      return folders
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith("bert") && !name.equals("roberta"))
          .sorted()
          .toList()
          .stream();
    }
  }

  /// What the reference implementation's logits give, written out in float64.
  private record Reference(double loss, double accuracy, double[][] headGradient) {
    static Reference of(String family, SortedMap<Integer, Passage> passages) {
      try (Safetensors golden = Safetensors.open(GOLDEN.resolve(family + "/golden.safetensors"))) {
        return of(tensor(golden, "lm_logits"), tensor(golden, "last_hidden_state"), passages);
      }
    }

    private static Values tensor(Safetensors golden, String name) {
      Tensor tensor = golden.tensor(name);
      try {
        return new Values(Tensors.toDoubles(tensor), (int) tensor.size(1), (int) tensor.size(2));
      } finally {
        Scope.free(tensor);
      }
    }

    private static Reference of(
        Values logits, Values hidden, SortedMap<Integer, Passage> passages) {
      double all = passages.values().stream().mapToInt(Passage::counted).sum();
      double loss = 0;
      int right = 0;
      double[][] gradient = new double[logits.last][hidden.last]; // [V, H]
      for (int i : passages.keySet()) {
        Passage passage = passages.get(i);
        int[] ids = passage.ids();
        for (int t = passage.from(); t < ids.length; t++) {
          double[] row = logits.row(i, t - 1);
          double sum = Arrays.stream(row).map(Math::exp).sum();
          loss += (Math.log(sum) - row[ids[t]]) / all;
          right += row[ids[t]] == Arrays.stream(row).max().orElseThrow() ? 1 : 0;
          for (int v = 0; v < row.length; v++) {
            double by = (Math.exp(row[v]) / sum - (v == ids[t] ? 1 : 0)) / all;
            for (int h = 0; h < hidden.last; h++) {
              gradient[v][h] += by * hidden.row(i, t - 1)[h];
            }
          }
        }
      }
      return new Reference(loss, right / all, gradient);
    }

    /// `[B, T, last]`.
    private record Values(double[] flat, int tokens, int last) {
      double[] row(int i, int t) {
        int start = (i * tokens + t) * last;
        return Arrays.copyOfRange(flat, start, start + last);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void lossAndHeadsGradientAreThoseOfTheReference(String family) throws IOException {
    List<Passage> passages = passages(family);
    Reference reference = Reference.of(family, golden(family));
    try (LoadedModel model = model(family);
        Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(body(model).parameters(), false)) {
      assertThat(add(model, passages, ONE_PIECE)).isCloseTo(reference.loss, within(1e-5));
      Telling told =
          Telling.of(body(model), passages, Precision.FLOAT32, Progress.NONE, () -> false);
      assertThat(told.loss()).isCloseTo(reference.loss, within(1e-5));
      assertThat(told.accuracy()).isCloseTo(reference.accuracy, within(1e-9));
      if (body(model).parameters().names().contains("lm_head.weight")) {
        float[] gradient = Tensors.toFloats(body(model).parameters().get("lm_head.weight").grad());
        float[] expected = new float[gradient.length];
        int width = reference.headGradient[0].length;
        for (int n = 0; n < expected.length; n++) {
          expected[n] = (float) reference.headGradient[n / width][n % width];
        }
        assertThat(gradient).containsExactly(expected, within(1e-5f));
      }
    }
  }

  /// Along the gradient g of the whole model, the loss changes by its norm: for every weight.
  @ParameterizedTest
  @MethodSource("decoders")
  void lossChangesAsTheGradientSays(String family) throws IOException {
    List<Passage> passages = passages(family);
    try (LoadedModel model = model(family);
        Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(body(model).parameters(), false)) {
      GradientSlope slope = GradientSlope.of(flat, () -> add(model, passages, ONE_PIECE));
      assertThat(slope.measured()).isCloseTo(slope.expected(), within(1e-2 * slope.expected()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void microBatchesAndRecomputedLayersGiveTheSameGradient(String family) throws IOException {
    float[] whole = gradient(family, ONE_PIECE, false);
    assertThat(gradient(family, 1, false)).containsExactly(whole, within(1e-5f));
    assertThat(gradient(family, ONE_PIECE, true)).containsExactly(whole, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void stoppedAnywhereItGoesOnToTheSameBits(String family) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    float[] whole = trained(family, Optional.empty(), () -> asked.incrementAndGet() < 0);
    assertThat(asked.get()).isGreaterThan(3);
    for (int n = 1; n <= asked.get(); n++) {
      Optional<Path> place = Optional.of(folder.resolve(family + n));
      AtomicInteger left = new AtomicInteger(n);
      assertThatThrownBy(() -> trained(family, place, () -> left.decrementAndGet() == 0))
          .isInstanceOf(CancelledException.class);
      assertThat(trained(family, place, () -> false)).as("stopped at %d", n).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void learnsAndWhatIsSavedLoadsAgain(String family) throws IOException {
    Path saved = folder.resolve("saved");
    List<Passage> passages = passages(family);
    float[] weights;
    try (LoadedModel model = model(family)) {
      double before = loss(model, passages);
      trainer(family, Optional.empty(), () -> false).train(body(model));
      assertThat(loss(model, passages)).isLessThan(before);
      weights = weights(model);
      model.save(saved);
    }
    ModelSpec spec = new ModelSpec("file:" + saved, OptionalInt.empty());
    try (LoadedModel again = models.loadLanguageModel(spec);
        LoadedModel body = models.load(spec)) {
      assertThat(weights(again)).isEqualTo(weights);
      assertThat(body.body().width()).isEqualTo(again.body().width());
    }
  }

  @Test
  void answersAloneMayCount() {
    assertThat(new Passage(new int[] {1, 2, 3}, 2).counted()).isEqualTo(1);
    assertThatThrownBy(() -> new Passage(new int[] {1, 2}, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Passage(new int[] {1, 2}, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private float[] gradient(String family, int tokensAtOnce, boolean recompute) throws IOException {
    Recipe recipe = RECIPE.toBuilder().dropout(0).recompute(recompute).build();
    List<Passage> passages = passages(family);
    try (LoadedModel model = model(family);
        Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(body(model).parameters(), false)) {
      new NextToken(
              body(model), new LanguageTraining(passages, recipe, 1), tokensAtOnce, () -> false)
          .add(all(passages), 0);
      return GatheredGradients.of(flat);
    }
  }

  private static double loss(LoadedModel model, List<Passage> passages) {
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(body(model).parameters(), false)) {
      return add(model, passages, ONE_PIECE);
    }
  }

  private static double add(LoadedModel model, List<Passage> passages, int tokensAtOnce) {
    Recipe exact = RECIPE.toBuilder().dropout(0).build();
    LanguageTraining training = new LanguageTraining(passages, exact, 1);
    return new NextToken(body(model), training, tokensAtOnce, () -> false).add(all(passages), 0);
  }

  private static int[] all(List<Passage> passages) {
    return IntStream.range(0, passages.size()).toArray();
  }

  private float[] trained(String family, Optional<Path> checkpoints, BooleanSupplier cancelled)
      throws IOException {
    try (LoadedModel model = model(family)) {
      trainer(family, checkpoints, cancelled).train(body(model));
      return weights(model);
    }
  }

  private static LanguageTrainer trainer(
      String family, Optional<Path> checkpoints, BooleanSupplier cancelled) {
    return new LanguageTrainer(
        new LanguageTraining(passages(family), RECIPE, 5),
        Progress.NONE,
        cancelled,
        checkpoints,
        Duration.ofDays(1),
        ONE_PIECE);
  }

  private static float[] weights(LoadedModel model) {
    List<float[]> each = new ArrayList<>();
    model.body().parameters().all().forEach(weight -> each.add(Tensors.toFloats(weight)));
    float[] all = new float[each.stream().mapToInt(values -> values.length).sum()];
    int start = 0;
    for (float[] values : each) {
      System.arraycopy(values, 0, all, start, values.length);
      start += values.length;
    }
    return all;
  }

  private static LanguageModel body(LoadedModel model) {
    return (LanguageModel) model.body();
  }

  private static List<Passage> passages(String family) {
    return List.copyOf(golden(family).values());
  }

  /// The golden batch as far as its mask goes, by the number of the row; of every second row the
  /// last two tokens count. A row of one token is no passage.
  private static SortedMap<Integer, Passage> golden(String family) {
    try (Safetensors golden = Safetensors.open(GOLDEN.resolve(family + "/golden.safetensors"));
        Scope scope = Scope.open()) {
      Tensor tokens = golden.tensor("input_ids");
      int width = (int) tokens.size(1);
      long[] ids = Tensors.toLongs(tokens);
      long[] mask = Tensors.toLongs(golden.tensor("attention_mask"));
      SortedMap<Integer, Passage> passages = new TreeMap<>();
      for (int row = 0; row < ids.length / width; row++) {
        int[] real =
            IntStream.range(row * width, (row + 1) * width)
                .filter(n -> mask[n] == 1)
                .map(n -> (int) ids[n])
                .toArray();
        if (real.length > 1) {
          passages.put(row, new Passage(real, row % 2 == 0 ? 1 : Math.max(1, real.length - 2)));
        }
      }
      return passages;
    }
  }

  private LoadedModel model(String family) throws IOException {
    Path copy = GoldenFolder.of(family, folder);
    return models.loadLanguageModel(new ModelSpec("file:" + copy, OptionalInt.empty()));
  }
}
