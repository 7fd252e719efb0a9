package dev.w2s.model.internal;

import static dev.w2s.model.internal.GoldenModel.largestError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.model.Body;
import dev.w2s.model.ClassifierCard;
import dev.w2s.model.ClassifierWeights;
import dev.w2s.model.ExportLayout;
import dev.w2s.model.Fetching;
import dev.w2s.model.LoadedClassifier;
import dev.w2s.model.LoadedPredictor;
import dev.w2s.model.LoadedRewardModel;
import dev.w2s.model.Models;
import dev.w2s.model.Pass;
import dev.w2s.model.Safetensors;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Pooling;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Classifiers as others publish them, and what is no classifier.
class PublishedClassifierTest {
  private static final int WIDTH = 32;
  private static final int CLASSES = 3;

  @TempDir Path folder;
  @TempDir Path exported;
  private final SplittableRandom random = new SplittableRandom(3);
  private Scope scope;
  private GoldenModel golden;

  @BeforeEach
  void start() {
    Libtorch.start(2);
    scope = Scope.open();
  }

  @AfterEach
  void free() {
    golden.close();
    scope.close();
  }

  private Tensor drawn(long... shape) {
    int size = 1;
    for (long side : shape) {
      size *= (int) side;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensors.floats(values, shape);
  }

  /// Adds tensors to those of a golden model.
  private void publish(String name, Map<String, Tensor> more) {
    golden = new GoldenModel(name, folder);
    Path file = folder.resolve("model.safetensors");
    Map<String, Tensor> all = new LinkedHashMap<>();
    try (Safetensors weights = Safetensors.open(file)) {
      weights.names().forEach(weight -> all.put(weight, weights.tensor(weight)));
    }
    all.putAll(more);
    Safetensors.write(file, all, Map.of("format", "pt"));
  }

  private void configure(String option, Object value) throws IOException {
    Path file = folder.resolve("config.json");
    ObjectNode config = (ObjectNode) JsonFiles.read(file);
    config.set(option, JsonFiles.JSON.valueToTree(value));
    Files.writeString(file, config.toString());
  }

  private LoadedClassifier read() {
    return new Models(Fetching.SILENT).loadClassifier("file:" + folder);
  }

  private Tensor pooled() {
    // The golden model's own offsets are those before more was written.
    Body body =
        ModelFolder.read(folder, Optional.empty())
            .body(new ModelSpec("file:" + folder, OptionalInt.empty()));
    return body.pooled(golden.batch(), Pass.EXACT);
  }

  private void assertTwoLayers(
      String name, String inner, Function<Tensor, Tensor> between, String outer) {
    Tensor first = drawn(WIDTH, WIDTH);
    Tensor firstBias = drawn(WIDTH);
    Tensor second = drawn(CLASSES, WIDTH);
    Tensor secondBias = drawn(CLASSES);
    publish(
        name,
        Map.of(
            inner + ".weight", first,
            inner + ".bias", firstBias,
            outer + ".weight", second,
            outer + ".bias", secondBias));
    Tensor middle = between.apply(pooled().matmul(first.t()).add(firstBias));

    try (LoadedClassifier read = read()) {
      assertThat(read.labels()).containsExactly("LABEL_0", "LABEL_1", "LABEL_2");
      assertThat(
              largestError(
                  read.logits(golden.batch(), Pass.EXACT),
                  middle.matmul(second.t()).add(secondBias)))
          .isLessThan(1e-5);
    }
  }

  @Test
  void bertHasPoolerAndTanh() {
    assertTwoLayers("bert", "pooler.dense", torch::tanh, "classifier");
  }

  @Test
  void robertaHasTwoLayersAndTanh() {
    assertTwoLayers("roberta", "classifier.dense", torch::tanh, "classifier.out_proj");
  }

  @Test
  void distilBertHasTwoLayersAndRelu() {
    assertTwoLayers("distilbert", "pre_classifier", torch::relu, "classifier");
  }

  @Test
  void decoderHasOneLayerAndNamesFromItsConfig() throws IOException {
    Tensor score = drawn(CLASSES, WIDTH);
    publish("llama", Map.of("score.weight", score));
    configure("id2label", Map.of("0", "no", "1", "yes", "2", "maybe"));

    try (LoadedClassifier read = read()) {
      assertThat(read.labels()).containsExactly("no", "yes", "maybe");
      assertThat(largestError(read.logits(golden.batch(), Pass.EXACT), pooled().matmul(score.t())))
          .isLessThan(1e-5);
    }
  }

  @Test
  void meanIsWrittenForSentenceTransformers() {
    golden = new GoldenModel("bert", folder);
    ModelFiles mean = ModelFolder.read(folder, Optional.of(Pooling.MEAN));
    Tensor head = drawn(CLASSES, WIDTH);
    Tensor bias = drawn(CLASSES);

    ExportLayout layout =
        ClassifierFolder.write(
            mean,
            2,
            new ClassifierWeights(golden.body().parameters(), head, bias),
            new ClassifierCard("a test", List.of("a", "b", "c"), 20),
            exported);

    assertThat(layout).isEqualTo(ExportLayout.SENTENCE_TRANSFORMERS);
    assertThat(exported.resolve("README.md")).content().contains("SentenceTransformer(\".\")");
    JsonNode modules = JsonFiles.JSON.readTree(exported.resolve("modules.json"));
    assertThat(modules.valueStream().map(module -> module.path("path").asString()))
        .containsExactly("", "1_Pooling", "2_Dense");
    Tensor pooled = golden.body(Pooling.MEAN).pooled(golden.batch(), Pass.EXACT);
    Tensor expected = pooled.matmul(head.t()).add(bias);
    try (LoadedClassifier read = new Models(Fetching.SILENT).loadClassifier("file:" + exported)) {
      assertThat(read.labels()).containsExactly("a", "b", "c");
      assertThat(read.maxTokens()).isEqualTo(20);
      assertThat(largestError(read.logits(golden.batch(), Pass.EXACT), expected)).isLessThan(1e-5);
    }
  }

  @Test
  void bodyWithoutAHeadIsRefusedWithWhatItLacks() {
    golden = new GoldenModel("bert", folder);

    assertRefused(
        "is no classifier: it lacks classifier.weight, classifier.bias",
        "BertForSequenceClassification");
  }

  @Test
  void headOfAnotherShapeIsRefusedWithBothShapes() {
    publish("gpt2", Map.of("score.weight", drawn(CLASSES, WIDTH + 1)));

    assertRefused("score.weight has the shape [3, 33] but needed is [3, 32]");
  }

  @Test
  void oneOutputIsAScoreAndNoClass() throws IOException {
    Tensor score = drawn(1, WIDTH);
    publish("gpt2", Map.of("score.weight", score));
    configure("architectures", List.of("GPT2ForSequenceClassification"));

    assertRefused("is a reward model, with one output");
    try (LoadedPredictor read = new Models(Fetching.SILENT).loadPredictor("file:" + folder)) {
      LoadedRewardModel reward = (LoadedRewardModel) read;
      assertThat(
              largestError(reward.logits(golden.batch(), Pass.EXACT), pooled().matmul(score.t())))
          .isLessThan(1e-5);
    }
    configure("problem_type", "single_label_classification");
    assertRefused("of a model with 1 output only regression is supported");
  }

  @Test
  void otherProblemTypeIsRefused() throws IOException {
    publish("gpt2", Map.of("score.weight", drawn(CLASSES, WIDTH)));
    configure("problem_type", "multi_label_classification");

    assertRefused("problem_type is multi_label_classification");
  }

  @Test
  void namesForOtherOutputsAreRefused() throws IOException {
    publish("gpt2", Map.of("score.weight", drawn(CLASSES, WIDTH)));
    configure("id2label", Map.of("0", "no", "1", "yes"));

    assertRefused("a name for each of the head's 3 outputs is needed");
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(this::read)
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining(folder.toString());
  }
}
