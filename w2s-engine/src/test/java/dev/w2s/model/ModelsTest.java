package dev.w2s.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.hub.Hub;
import dev.w2s.hub.HubProgress;
import dev.w2s.hub.HubSettings;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Pooling;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/bert");

  @TempDir Path folder;
  private final Models models = new Models(Fetching.SILENT);

  @BeforeEach
  void copy() throws IOException {
    Libtorch.start(2);
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(GOLDEN.resolve(file), folder.resolve(file));
    }
    Files.writeString(folder.resolve("vocab.txt"), "[UNK]\n[CLS]\n[SEP]\na\n");
  }

  private ModelSpec spec(int layers) {
    return new ModelSpec(
        "file:" + folder, layers == 0 ? OptionalInt.empty() : OptionalInt.of(layers));
  }

  private ModelFacts freshFacts() {
    return new Models(Fetching.SILENT).facts(spec(0));
  }

  private void config(String from, String to) throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  @Test
  void factsCountTheLayersThatAreUsed() {
    ModelFacts whole = models.facts(spec(0));
    assertThat(whole)
        .extracting(
            ModelFacts::family, ModelFacts::layers, ModelFacts::hidden, ModelFacts::maxTokens)
        .containsExactly("bert", 2, 32, 64);
    assertThat(whole.parameters()).isEqualTo(97 * 32 + 64 * 32 + 2 * 32 + 64 + 2 * 7504L);
    assertThat(whole.bodyParameters()).isEqualTo(64 + 2 * 7504L);
    assertThat(models.facts(spec(1)).parameters()).isEqualTo(whole.parameters() - 7504);
  }

  @Test
  void fingerprintFollowsEveryByteThatMatters() throws IOException {
    String before = freshFacts().fingerprint();
    assertThat(before).matches("[0-9a-f]{64}").isEqualTo(freshFacts().fingerprint());
    Files.writeString(folder.resolve("vocab.txt"), "[UNK]\n[CLS]\n[SEP]\nb\n");
    String after = freshFacts().fingerprint();
    assertThat(after).isNotEqualTo(before);
    Files.createDirectory(folder.resolve("1_Pooling"));
    Files.writeString(
        folder.resolve("1_Pooling/config.json"), "{\"pooling_mode_mean_tokens\": true}");
    assertThat(freshFacts().fingerprint()).isNotEqualTo(after);
  }

  /// The golden BERT gives the first token's vector; to say so once more changes no key.
  @Test
  void poolingIsTheOneAskedForAndCountsWhereItIsAnother() {
    ModelSpec first = pooled(Pooling.FIRST);
    ModelSpec mean = pooled(Pooling.MEAN);

    assertThat(models.facts(first)).isEqualTo(models.facts(spec(0)));
    assertThat(models.facts(mean).fingerprint())
        .isNotEqualTo(models.facts(first).fingerprint())
        .isNotEqualTo(models.facts(pooled(Pooling.LAST)).fingerprint());
    TokenBatch batch =
        TokenBatch.of(List.of(new EncodedText(new int[] {1, 3, 2}, new byte[3])), new int[] {0});
    try (LoadedModel model = models.load(mean);
        Scope scope = Scope.open()) {
      Tensor expected = model.body().hidden(batch, Pass.EXACT).mean(0);
      assertThat(model.body().pooled(batch, Pass.EXACT).sub(expected).abs().max().item_double())
          .isLessThan(1e-6);
    }
  }

  private ModelSpec pooled(Pooling pooling) {
    return new ModelSpec("file:" + folder, OptionalInt.empty(), Optional.of(pooling));
  }

  @Test
  void firstTokenOfADecoderIsRefused() throws IOException {
    copyDecoder("llama");

    assertThat(models.facts(pooled(Pooling.MEAN)).family()).isEqualTo("llama");
    assertThatThrownBy(() -> models.facts(pooled(Pooling.FIRST)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("pooling cannot be first; mean or last is needed");
  }

  @Test
  void modelIsLoadedAndLeavesNothingBehind() {
    long before = Scope.liveObjects();
    try (LoadedModel model = models.load(spec(1))) {
      assertThat(model.body().parameters().all()).allMatch(Tensor::requires_grad);
      assertThat(model.tokenizer().encode(List.of(List.of("a")), 8).getFirst().ids())
          .containsExactly(1, 3, 2);
    }
    assertThat(Scope.liveObjects()).isLessThanOrEqualTo(before);
  }

  @Test
  void languageModelHasTheWayBackToTheVocabulary() throws IOException {
    copyDecoder("llama");
    long before = Scope.liveObjects();
    try (LoadedModel body = models.load(spec(1));
        LoadedModel model = models.loadLanguageModel(spec(1))) {
      assertThat(body.body().parameters().names()).doesNotContain("lm_head.weight");
      assertThat(model.body()).isInstanceOf(LanguageModel.class);
      assertThat(model.body().parameters().names())
          .startsWith(body.body().parameters().names().toArray(String[]::new))
          .endsWith("lm_head.weight");
      assertThat(model.facts()).isEqualTo(body.facts());
    }
    assertThat(Scope.liveObjects()).isLessThanOrEqualTo(before);
  }

  private void copyDecoder(String family) throws IOException {
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(
          GOLDEN.resolveSibling(family).resolve(file),
          folder.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(folder.resolve("vocab.txt"), "[UNK]\n[CLS]\n[SEP]\nno\nyes\n");
  }

  /// Untied, so read from the file though the body lacks it; and tied.
  @ParameterizedTest
  @CsvSource({"llama, lm_head.weight", "gpt2, transformer.wte.weight"})
  void wordsHaveTheirRowsOfTheVocabulary(String family, String matrix) throws IOException {
    copyDecoder(family);
    try (Scope scope = Scope.open();
        LoadedModel model = models.load(spec(1));
        Safetensors stored = Safetensors.open(folder.resolve("model.safetensors"))) {
      Tensor rows = model.vocabularyRows(List.of("yes", "no"));
      Tensor all = stored.tensor(matrix);
      assertThat(rows.sizes().vec().get()).isEqualTo(new long[] {2, 32});
      assertThat(rows.select(0, 0).equal(all.select(0, 4))).isTrue();
      assertThat(rows.select(0, 1).equal(all.select(0, 3))).isTrue();
      assertThatThrownBy(() -> model.vocabularyRows(List.of("yes", "yes no")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("'yes no' is 2 tokens");
      assertThatThrownBy(() -> model.vocabularyRows(List.of("")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("'' is 0 tokens");
    }
  }

  @Test
  void encoderHasNoRowsOfWords() {
    try (LoadedModel model = models.load(spec(1))) {
      assertThatThrownBy(() -> model.vocabularyRows(List.of("a")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("is a bert, which was not trained to tell the next token");
    }
  }

  @Test
  void shardsAreOneModel() throws IOException {
    String whole = weights();
    Map<String, Tensor> first = new LinkedHashMap<>();
    Map<String, Tensor> second = new LinkedHashMap<>();
    StringBuilder index = new StringBuilder();
    try (Scope scope = Scope.open();
        Safetensors all = Safetensors.open(folder.resolve("model.safetensors"))) {
      for (String name : all.names()) {
        boolean odd = name.hashCode() % 2 != 0;
        (odd ? first : second).put("bert." + name, all.tensor(name).to(torch.ScalarType.Double));
        index
            .append(index.isEmpty() ? "" : ",")
            .append("\"bert." + name + "\":\"part-" + (odd ? 1 : 2) + ".safetensors\"");
      }
      Safetensors.write(folder.resolve("part-1.safetensors"), first, Map.of());
      Safetensors.write(folder.resolve("part-2.safetensors"), second, Map.of());
    }
    Files.delete(folder.resolve("model.safetensors"));
    Files.writeString(
        folder.resolve("model.safetensors.index.json"), "{\"weight_map\":{" + index + "}}");
    assertThat(weights()).isEqualTo(whole);
  }

  private String weights() {
    try (LoadedModel model = models.load(spec(0))) {
      StringBuilder text = new StringBuilder();
      for (String name : model.body().parameters().names()) {
        text.append(name)
            .append(Arrays.hashCode(Tensors.toFloats(model.body().parameters().get(name))));
      }
      return text.toString();
    }
  }

  @Test
  void shardOutsideTheFolderIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\":{\"x\":\"../other.safetensors\"}}");
    refused("../other.safetensors", "a file in the same folder");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"model_type\": \"bert\"', '\"model_type\": \"mamba\"', mamba, 'known are [bert, roberta, distilbert, gpt2, gpt_neox, opt, llama, mistral, qwen2, qwen3, gemma2]'",
    "'\"hidden_act\": \"gelu\"', '\"hidden_act\": \"mish\"', mish, known are [gelu",
    "'\"use_cache\": true', '\"twist\": true', twist, is not a known option",
    "'\"use_cache\": true', '\"quantization_config\": {\"bits\": 4}', quantization_config, is not supported",
    "'\"num_hidden_layers\": 2', '\"num_hidden_layers\": 2000000000', num_hidden_layers is 2000000000, at most 1000",
    "'\"vocab_size\": 97', '\"vocab_size\": 3', 'knows token ids up to 3', embeddings for 3 tokens",
    "'\"is_decoder\": false', '\"is_decoder\": true', is_decoder, only false is supported",
    "'\"use_cache\": true', '\"position_embedding_type\": \"relative_key\"', relative_key, only absolute is supported",
    "'\"num_attention_heads\": 4', '\"num_attention_heads\": 5', hidden_size 32, not a multiple",
    "'\"hidden_size\": 32', '\"hidden_size\": -3', hidden_size is -3, at least 1",
    "'\"num_hidden_layers\": 2', '\"num_hidden_layers\": 3', lacks these weights, encoder.layer.2",
    "'\"num_hidden_layers\": 2', '\"num_hidden_layers\": 1', holds these weights, encoder.layer.1",
    "'\"intermediate_size\": 48', '\"intermediate_size\": 40', '[48, 32]', 'asks for [40, 32]'",
    "'{', '[', config.json, not JSON"
  })
  void configurationThatDoesNotFitIsExplained(String from, String to, String what, String why)
      throws IOException {
    config(from, to);
    refused(what, why);
  }

  private void refused(String what, String why) {
    assertThatThrownBy(this::freshFacts)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(what)
        .hasMessageContaining(why);
  }

  @Test
  void moreLayersThanThereAreIsRefused() {
    assertThatThrownBy(() -> models.facts(spec(3)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("first 3 layers")
        .hasMessageContaining("it has 2");
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(folder.resolve("vocab.txt"));
    refused("has no tokenizer", "tokenizer.json, vocab.txt");
    Files.delete(folder.resolve("model.safetensors"));
    refused("neither model.safetensors nor", "pickles above all");
  }

  @Test
  void modelThatPythonFetchedIsTheSameModel(@TempDir Path cache) throws IOException {
    String commit = "0123456789abcdef0123456789abcdef01234567";
    Path repository = Files.createDirectories(cache.resolve("models--org--tiny"));
    Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(commit));
    for (String file : List.of("config.json", "model.safetensors", "vocab.txt")) {
      Files.createSymbolicLink(snapshot.resolve(file), folder.resolve(file));
    }
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), commit);
    HubSettings offline =
        new HubSettings(
            URI.create("http://hub.invalid"),
            cache,
            Optional.empty(),
            true,
            Duration.ofSeconds(1),
            Duration.ZERO);
    Models ofHub = new Models(cache, Fetching.SILENT, new Hub(offline, HubProgress.SILENT));

    ModelSpec spec = new ModelSpec("hf:org/tiny", OptionalInt.empty());
    assertThat(ofHub.facts(spec)).isEqualTo(freshFacts());
    assertThat(ofHub.pinned(spec)).isEqualTo("hf:org/tiny@" + commit);
    try (LoadedModel loaded = ofHub.load(spec)) {
      assertThat(loaded.facts()).isEqualTo(freshFacts());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bert-large, bge-small-en-v1.5",
    "hub:org/name, hf:org/name@revision",
    "hf:a/b/c, is no repository of the hub",
    "bert:base, mvn:group:artifact:version!/path",
    "mvn:a:b, mvn:group:artifact:version!/path",
    "mvn:a:b:1!/../x.onnx, is not a model's place",
    "file:/nowhere/at/all, is no folder"
  })
  void sourceThatIsNoneIsExplained(String source, String explanation) {
    assertThatThrownBy(() -> models.facts(new ModelSpec(source, OptionalInt.empty())))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(explanation);
  }

  /// Expected numbers are those of ONNX Runtime 1.20 for the published file.
  @Test
  void miniLmFromMavenCentralGivesThePublishedEmbeddings() {
    ModelSpec model = new ModelSpec("all-minilm-l6-v2", OptionalInt.empty());
    try (LoadedModel loaded = models.load(model);
        Scope scope = Scope.open()) {
      List<EncodedText> rows =
          loaded
              .tokenizer()
              .encode(
                  List.of(
                      List.of("A weak model labels the data."),
                      List.of(
                          "Is this a pair?",
                          "Yes, and the second text is longer than the first \ud83d\ude00.")),
                  128);
      TokenBatch batch = TokenBatch.of(rows, new int[] {0, 1});
      float[] vectors = Tensors.toFloats(loaded.body().pooled(batch, Pass.EXACT));
      expect(
          vectors,
          0,
          .08702450,
          -.01342787,
          -.16338484,
          .47420916,
          .34149840,
          .28144260,
          .05930302,
          .23492147);
      expect(
          vectors,
          384,
          -.01519359,
          .23779563,
          .06472965,
          -.01089856,
          -.12337111,
          .22128829,
          .12674537,
          .11970952);
      assertThat(loaded.facts().parameters())
          .isEqualTo(Catalogue.find("all-minilm-l6-v2").orElseThrow().parameters());
    }
  }

  private static void expect(float[] vectors, int start, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) vectors[start + i]).isCloseTo(expected[i], within(1e-5));
    }
  }
}
