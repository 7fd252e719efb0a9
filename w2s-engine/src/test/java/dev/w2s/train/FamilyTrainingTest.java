package dev.w2s.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.model.Fetching;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.model.Pass;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.HeadStart;
import dev.w2s.study.Loss;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Precision;
import dev.w2s.study.Recipe;
import dev.w2s.study.Tuning;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Trainings of small random models of every family.
class FamilyTrainingTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final int ROWS = 12;
  private static final int TOKENS_AT_ONCE = 40;
  private static final Recipe RECIPE =
      Recipe.DEFAULT.toBuilder()
          .epochs(2)
          .batch(6)
          .learningRate(1e-3)
          .dropout(.1)
          .maxTokens(16)
          .build();
  private static final Recipe LORA =
      RECIPE.toBuilder().tuning(new Tuning.LowRank(2, 4, Tuning.Targets.LINEAR)).build();

  @TempDir private Path folder;
  private Models models;

  @BeforeEach
  void start() {
    Libtorch.start(1);
    models = new Models(folder.resolve("cache"), Fetching.SILENT);
  }

  static Stream<String> families() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      return folders.map(path -> path.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void sameSeedSameBitsAndRecomputedLayersGiveThemToo(String family) throws IOException {
    float[] once = trained(family, RECIPE);
    assertThat(trained(family, RECIPE)).isEqualTo(once);
    assertThat(trained(family, RECIPE.toBuilder().recompute(true).build())).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("families")
  void lowRankChangesAreAllThatIsTrained(String family) throws IOException {
    float[] once = trained(family, LORA);
    assertThat(trained(family, LORA.toBuilder().recompute(true).build())).isEqualTo(once);
    try (LoadedModel model = model(family)) {
      float[][] before = values(model);
      try (Classifier classifier = Classifier.of(model, Outputs.classes(2), LORA, 5)) {
        assertThat(classifier.parameters().names())
            .allMatch(name -> name.contains("lora_") || name.startsWith("head."));
        train(classifier, LORA);
        assertThat(values(model)).isEqualTo(before);
        Path file = folder.resolve("adapters");
        classifier.save(file);
        assertThat(Files.size(file))
            .isLessThan(Files.size(golden(family).resolve("model.safetensors")));
        float[] logits = logits(classifier);
        classifier.merge();
        assertThat(logits(classifier)).containsExactly(logits, within(1e-5f));
        assertThat(values(model)).isNotEqualTo(before);
      }
    }
  }

  @Test
  void savedAdaptersAnswerAlike() throws IOException {
    Path file = folder.resolve("adapters");
    float[] expected;
    try (LoadedModel model = model("gpt2");
        Classifier classifier = Classifier.of(model, Outputs.classes(2), LORA, 5)) {
      train(classifier, LORA);
      classifier.save(file);
      expected = logits(classifier);
    }
    try (LoadedModel model = model("gpt2");
        Classifier classifier = Classifier.of(model, Outputs.classes(2), LORA, 5)) {
      assertThat(logits(classifier)).isNotEqualTo(expected);
      classifier.restore(file);
      assertThat(logits(classifier)).isEqualTo(expected);
    }
  }

  @Test
  void encodersHeadsHaveBiasesAndDecodersNone() throws IOException {
    try (LoadedModel bert = model("bert");
        LoadedModel llama = model("llama");
        Classifier encoder = Classifier.of(bert, Outputs.classes(3), RECIPE, 1);
        Classifier decoder = Classifier.of(llama, Outputs.classes(3), RECIPE, 1)) {
      assertThat(encoder.parameters().names()).contains("head.weight", "head.bias");
      assertThat(decoder.parameters().names()).contains("head.weight").doesNotContain("head.bias");
    }
  }

  @Test
  void headMayStartFromWordsOfTheVocabulary() throws IOException {
    Recipe recipe = RECIPE.toBuilder().head(new HeadStart.Words(List.of("[SEP]", "[UNK]"))).build();
    try (LoadedModel model = model("gpt2");
        Classifier classifier = Classifier.of(model, Outputs.classes(2), recipe, 1);
        Scope scope = Scope.open()) {
      float[] rows = Tensors.toFloats(model.vocabularyRows(List.of("[SEP]", "[UNK]")));
      assertThat(Tensors.toFloats(classifier.parameters().get("head.weight"))).isEqualTo(rows);
      assertThatThrownBy(() -> Classifier.of(model, Outputs.classes(3), recipe, 1))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("one for each is needed");
    }
  }

  private float[] trained(String family, Recipe recipe) throws IOException {
    try (LoadedModel model = model(family);
        Classifier classifier = Classifier.of(model, Outputs.classes(2), recipe, 5)) {
      train(classifier, recipe);
      return logits(classifier);
    }
  }

  private static void train(Classifier classifier, Recipe recipe) {
    Training training =
        new Training(
            rows(), TinyBody.targets(ROWS), recipe, new Loss.CrossEntropy(), 5, Validation.NONE);
    Trainer.of(training).tokensAtOnce(TOKENS_AT_ONCE).train(classifier);
  }

  private static float[] logits(Classifier classifier) {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      TokenBatch batch = TokenBatch.of(rows(), IntStream.range(0, ROWS).toArray());
      return Tensors.toFloats(classifier.logits(batch, new Pass(Precision.FLOAT32, 0)));
    }
  }

  private static float[][] values(LoadedModel model) {
    return model.body().parameters().all().stream().map(Tensors::toFloats).toArray(float[][]::new);
  }

  private static List<EncodedText> rows() {
    SplittableRandom random = new SplittableRandom(3);
    return IntStream.range(0, ROWS)
        .mapToObj(i -> {
          int[] ids = random.ints(3 + random.nextInt(8), 0, 30).toArray();
          return new EncodedText(ids, new byte[ids.length]);
        })
        .toList();
  }

  private static Path golden(String family) {
    return GOLDEN.resolve(family);
  }

  private LoadedModel model(String family) throws IOException {
    Path copy = GoldenFolder.of(family, folder);
    return models.load(new ModelSpec("file:" + copy, OptionalInt.empty()));
  }
}
