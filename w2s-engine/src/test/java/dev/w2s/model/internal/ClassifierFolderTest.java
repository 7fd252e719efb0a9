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
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every family, exported with a head and read back, held to the class logits that transformers
/// gives.
@ParameterizedClass
@MethodSource("names")
class ClassifierFolderTest {
  @Parameter String name = "";
  @TempDir Path folder;
  @TempDir Path exported;
  private Scope scope;
  private GoldenModel golden;
  private Tensor head;
  private int classes;

  static Stream<String> names() {
    return GoldenModel.names().stream();
  }

  @BeforeEach
  void load() {
    Libtorch.start(2);
    scope = Scope.open();
    golden = new GoldenModel(name, folder);
    head = golden.expected("head");
    classes = (int) head.size(0);
  }

  @AfterEach
  void free() {
    golden.close();
    scope.close();
  }

  private List<String> labels() {
    return IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
  }

  private Tensor bias() {
    float[] values = new float[classes];
    IntStream.range(0, classes).forEach(c -> values[c] = .25f * c - .4f);
    return Tensors.floats(values, classes);
  }

  private ExportLayout export(Body body, Tensor weight, Tensor bias) {
    return ClassifierFolder.write(
        golden.files(),
        body.parameters().names().stream().anyMatch(weights -> weights.contains(".1.")) ? 2 : 1,
        new ClassifierWeights(body.parameters(), weight, bias),
        new ClassifierCard("a test", labels(), 48),
        exported);
  }

  private Tensor logits() {
    try (LoadedClassifier read = new Models(Fetching.SILENT).loadClassifier("file:" + exported)) {
      assertThat(read.labels()).isEqualTo(labels());
      assertThat(read.maxTokens()).isEqualTo(Math.min(48, golden.files().whole().maxTokens()));
      return read.logits(golden.batch(), Pass.EXACT);
    }
  }

  private JsonNode json(String file) {
    return JsonFiles.JSON.readTree(exported.resolve(file));
  }

  @Test
  void logitsAreThoseOfTheReference() {
    Tensor bias = golden.isDecoder() ? null : bias();

    assertThat(export(golden.body(), head, bias)).isEqualTo(ExportLayout.TRANSFORMERS);

    Tensor expected = golden.expected("class_logits");
    assertThat(largestError(logits(), bias == null ? expected : expected.add(bias)))
        .isLessThan(1e-5);
  }

  @Test
  void largeLogitsAreAsExact() {
    Scalar scale = new Scalar(100 / golden.expected("class_logits").abs().max().item_double());

    export(golden.body(), head.mul(scale), null);

    assertThat(largestError(logits(), golden.expected("class_logits").mul(scale))).isLessThan(1e-5);
  }

  @Test
  void biasOfDecoderLeadsToTheOtherLayout() {
    ExportLayout layout = export(golden.body(), head, bias());

    assertThat(layout == ExportLayout.SENTENCE_TRANSFORMERS).isEqualTo(golden.isDecoder());
    assertThat(largestError(logits(), golden.expected("class_logits").add(bias())))
        .isLessThan(1e-5);
  }

  /// The first class's row alone, as the one output of a reward model.
  @Test
  void rewardModelGivesTheOneScore() {
    ClassifierFolder.write(
        golden.files(),
        2,
        new ClassifierWeights(golden.body().parameters(), head.narrow(0, 0, 1), null),
        ClassifierCard.ofReward("a test", 48),
        exported);

    try (LoadedPredictor read = new Models(Fetching.SILENT).loadPredictor("file:" + exported)) {
      Tensor scores = ((LoadedRewardModel) read).logits(golden.batch(), Pass.EXACT);
      assertThat(largestError(scores, golden.expected("class_logits").narrow(1, 0, 1)))
          .isLessThan(1e-5);
    }
    assertThat(json("config.json").path("num_labels").asInt()).isEqualTo(1);
    assertThat(json("config.json").path("problem_type").asString()).isEqualTo("regression");
    assertThat(json("tokenizer_config.json").path("truncation_side").asString()).isEqualTo("left");
    assertThatThrownBy(() -> new Models(Fetching.SILENT).loadClassifier("file:" + exported))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is a reward model");
  }

  @Test
  void configIsTheModelsWithLabels() {
    export(golden.body(), head, null);

    JsonNode config = json("config.json");
    JsonNode before = JsonFiles.JSON.readTree(folder.resolve("config.json"));
    assertThat(config.path("architectures").path(0).asString())
        .endsWith("ForSequenceClassification")
        .startsWith(
            before
                .path("architectures")
                .path(0)
                .asString()
                .replaceFirst("(Model|LMHeadModel|ForCausalLM)$", ""));
    assertThat(config.path("id2label").path("1").asString()).isEqualTo("class 1");
    assertThat(config.path("label2id").path("class 1").asInt()).isEqualTo(1);
    assertThat(config.path("problem_type").asString()).isEqualTo("single_label_classification");
    assertThat(config.path("num_labels").asInt()).isEqualTo(classes);
    before
        .properties()
        .forEach(option -> {
          if (!List.of("architectures", "pad_token_id").contains(option.getKey())) {
            assertThat(config.path(option.getKey())).isEqualTo(option.getValue());
          }
        });
  }

  @Test
  void firstLayersAloneAreWritten() {
    Body first = golden.body(OptionalInt.of(1));

    export(first, head, null);

    JsonNode config = json("config.json");
    int layers =
        Stream.of("num_hidden_layers", "n_layer", "n_layers")
            .mapToInt(option -> config.path(option).asInt(0))
            .sum();
    assertThat(layers).isEqualTo(1);
    assertThat(config.path("layer_types").size()).isLessThan(2);
    Tensor pooled = first.pooled(golden.batch(), Pass.EXACT);
    assertThat(largestError(logits(), pooled.matmul(head.t()))).isLessThan(1e-5);
  }

  @Test
  void everyWeightIsWrittenUnderTheReferencesName() throws IOException {
    export(golden.body(), head, null);

    String prefix =
        switch (golden.files().family()) {
          case BERT -> "bert.";
          case ROBERTA -> "roberta.";
          case DISTILBERT -> "distilbert.";
          case GPT2, GPT_NEOX, OPT, LLAMA, MISTRAL, QWEN2, QWEN3, GEMMA2 -> "";
        };
    try (Safetensors weights = Safetensors.open(exported.resolve("model.safetensors"))) {
      assertThat(weights.names())
          .containsAll(
              golden.body().parameters().names().stream().map(weight -> prefix + weight).toList());
      assertThat(weights.names()).contains(golden.isDecoder() ? "score.weight" : outer());
    }
    assertThat(Files.readString(exported.resolve("README.md")))
        .contains("AutoModelForSequenceClassification", "class 0, class 1", "48 tokens");
    assertThat(json("tokenizer_config.json").path("model_max_length").asInt()).isEqualTo(48);
  }

  private String outer() {
    return ClassifierLayout.of(golden.files().family()).outer() + ".weight";
  }
}
