package dev.w2s.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.model.Safetensors;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Pooling;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// What files of each family may say, and what is told where they say something else.
class FamilyOptionsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final int MUTATIONS = 2000;

  @TempDir Path folder;

  static List<String> names() {
    return GoldenModel.names();
  }

  @ParameterizedTest
  @CsvSource({
    "gpt2, scale_attn_weights, false, only true is supported",
    "gpt2, scale_attn_by_inverse_layer_idx, true, only false is supported",
    "gpt2, n_head, 5, n_embd 32 is not a multiple of n_head 5",
    "gpt2, n_positions, 63, '[64, 32] but config.json asks for [63, 32]'",
    "opt, do_layer_norm_before, false, only true is supported",
    "opt, word_embed_proj_dim, 16, only 32 is supported",
    "opt, enable_bias, false, only true is supported",
    "distilbert, sinusoidal_pos_embds, true, only false is supported",
    "roberta, pad_token_id, null, positions are counted from it",
    "roberta, max_position_embeddings, 2, leaves no position",
    "gpt_neox, use_parallel_residual, 1, true or false is needed",
    "gpt_neox, rope_parameters, '{\"partial_rotary_factor\": 0.4}', an even number",
    "gpt_neox, rope_parameters, '{\"partial_rotary_factor\": 2}', an even number",
    "llama, rope_parameters, '{\"rope_type\": \"spiral\"}', spiral is not a known scaling; known are [default",
    "llama, rope_parameters, '{\"rope_type\": \"linear\"}', rope_parameters.factor is missing",
    "llama, rope_parameters, '{\"full_attention\": {}}', rope_parameters.full_attention is not a known option",
    "llama, rope_parameters, '{\"rope_type\": \"dynamic\", \"factor\": 2, \"original_max_position_embeddings\": 8}', longest row of a batch",
    "llama, rope_parameters, '{\"rope_type\": \"longrope\", \"short_factor\": [1]}', 4 positive numbers",
    "llama, rope_scaling, '{\"type\": \"linear\", \"factor\": 2}', only one can hold",
    "llama, rope_parameters, 3, an object is needed",
    "llama3_rope, rope_parameters, '{\"rope_type\": \"llama3\", \"factor\": 2, \"low_freq_factor\": 4, \"high_freq_factor\": 1}', not greater than low_freq_factor",
    "llama, num_key_value_heads, 3, num_attention_heads 4 is not a multiple",
    "llama, head_dim, 16, '[32, 32] but config.json asks for [64, 32]'",
    "llama, vocab_size, 98, '[97, 32] but config.json asks for [98, 32]'",
    "llama, attention_bias, true, self_attn.k_proj.bias",
    "llama, auto_map, '{\"AutoModel\": \"x.Y\"}', auto_map is set",
    "mistral, sliding_window, 0, a number of at least 1 is needed",
    "mistral, layer_types, '[\"full_attention\", \"full_attention\"]', layer_types is not a known option",
    "qwen2, use_mrope, true, only false is supported",
    "qwen3, head_dim, null, head_dim is null",
    "gemma2, layer_types, '[\"full_attention\"]', each of 2 layers",
    "gemma2, layer_types, '[\"full_attention\", \"striped\"]', striped",
    "gemma2, use_bidirectional_attention, true, only false is supported",
    "gemma2, attn_logit_softcapping, -1, a positive number is needed",
    "gemma2, query_pre_attn_scalar, '\"16\"', a positive number is needed"
  })
  void optionThatIsNotComputedIsExplained(
      String family, String option, String value, String explanation) throws IOException {
    ObjectNode config = config(family);
    config.set(option, JsonFiles.JSON.readTree(value));
    copy(family, config);
    assertThatThrownBy(this::read)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(explanation);
  }

  @ParameterizedTest
  @MethodSource("names")
  void optionThatNobodyKnowsIsRefusedByName(String family) throws IOException {
    copy(family, config(family).put("twist", 1));
    assertThatThrownBy(this::read)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("twist is not a known option");
  }

  @Test
  void everyProblemIsToldOnce() throws IOException {
    copy("mistral", config("mistral").put("num_hidden_layers", 0).put("hidden_act", "mish"));
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(BadInputException.class, e -> assertThat(e.problems()).hasSize(2));
  }

  @ParameterizedTest
  @MethodSource("names")
  void tokenizerThatKnowsMoreTokensThanTheModelIsRefused(String family) throws IOException {
    copy(family, config(family));
    Files.delete(folder.resolve("vocab.txt"));
    Files.writeString(
        folder.resolve("tokenizer.json"),
        "{\"model\": {\"vocab\": {\"a\": 0, \"b\": 1}}, \"added_tokens\": [{\"id\": 97}]}");
    assertThatThrownBy(this::read)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("token ids up to 97")
        .hasMessageContaining("another model's");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt2, transformer., h.0.attn.bias",
    "gpt2, transformer., h.1.attn.masked_bias",
    "gpt2, '', score.weight",
    "gpt_neox, gpt_neox., layers.0.attention.bias",
    "gpt_neox, gpt_neox., layers.0.attention.rotary_emb.inv_freq",
    "opt, model., score.weight",
    "opt, '', lm_head.weight",
    "llama, model., layers.1.self_attn.rotary_emb.inv_freq",
    "llama3_rope, '', lm_head.weight",
    "gemma2, model., lm_head.weight",
    "qwen3, model., score.weight",
    "distilbert, '', vocab_transform.weight",
    "roberta, '', lm_head.dense.weight"
  })
  void prefixMayBeMissingAndSpareTensorsArePassedOver(String family, String prefix, String spare)
      throws IOException {
    copy(family, config(family));
    rewrite(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name, spare);
    assertThat(read().facts(spec()).layers()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("names")
  void surplusAndMissingTensorsAreListed(String family) throws IOException {
    copy(family, config(family));
    rewrite(
        name -> name.contains("embed") && name.endsWith("ings.weight") ? name : name + "x", "y");
    assertThatThrownBy(this::read)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("lacks these weights")
        .hasMessageContaining("has no place for");
  }

  @Test
  void bodyWithoutTheWayBackToTheVocabularyIsStillABody() throws IOException {
    copy("llama", config("llama"));
    rewrite(name -> name.equals("lm_head.weight") ? "score.weight" : name, "qa_outputs.bias");
    ModelFiles files = read();
    assertThat(files.facts(spec()).layers()).isEqualTo(2);
    assertThatThrownBy(() -> files.languageModel(spec()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("lacks lm_head.weight");
  }

  @Test
  void decoderGivesItsLastTokenUnlessItsFilesSayOtherwise() throws IOException {
    copy("gpt2", config("gpt2"));
    assertThat(read().pooling()).isEqualTo(Pooling.LAST);
    Files.createDirectory(folder.resolve("1_Pooling"));
    Path pooling = folder.resolve("1_Pooling/config.json");
    Files.writeString(pooling, "{\"pooling_mode_mean_tokens\": true}");
    assertThat(read().pooling()).isEqualTo(Pooling.MEAN);
    Files.writeString(pooling, "{\"pooling_mode_lasttoken\": true}");
    assertThat(read().pooling()).isEqualTo(Pooling.LAST);
  }

  /// Each mutation changes up to three options of a config.json to values of all kinds.
  @Test
  void mutatedConfigurationIsAModelOrIsExplained() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    List<String> families = names();
    Map<String, Path> folders = new LinkedHashMap<>();
    Path root = folder;
    for (String family : families) {
      folder = Files.createDirectory(root.resolve(family));
      copy(family, config(family));
      folders.put(family, folder);
    }
    int models = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      String family = families.get(i % families.size());
      folder = folders.get(family);
      String mutated = mutated(config(family), random);
      Files.writeString(folder.resolve("config.json"), mutated);
      try {
        read().body(spec()).parameters().all().forEach(Scope::free);
        models++;
      } catch (BadInputException e) {
        assertThat(e.getMessage()).as(mutated).contains("config.json").doesNotContain("Exception");
      } catch (RuntimeException | Error e) {
        throw new AssertionError(family + " " + mutated, e);
      }
    }
    folder = root;
    assertThat(models).isBetween(50, MUTATIONS - 500);
  }

  private static String mutated(ObjectNode config, SplittableRandom random) {
    List<String> names = new ArrayList<>(config.propertyNames());
    for (int i = random.nextInt(3); i >= 0; i--) {
      String name = names.get(random.nextInt(names.size()));
      if (config.path(name) instanceof ObjectNode inner && random.nextBoolean()) {
        List<String> within = new ArrayList<>(inner.propertyNames());
        inner.set(within.get(random.nextInt(within.size())), JsonMutation.value(random));
      } else if (random.nextInt(6) == 0) {
        config.remove(name);
      } else {
        config.set(name, JsonMutation.value(random));
      }
    }
    String text = config.toString();
    return random.nextInt(20) == 0 ? text.substring(0, random.nextInt(text.length())) : text;
  }

  private static ObjectNode config(String family) throws IOException {
    return (ObjectNode) JsonFiles.read(GOLDEN.resolve(family).resolve("config.json"));
  }

  private void copy(String family, ObjectNode config) throws IOException {
    Libtorch.start(2);
    Files.copy(
        GOLDEN.resolve(family).resolve("model.safetensors"), folder.resolve("model.safetensors"));
    Files.writeString(folder.resolve("config.json"), config.toString());
    Files.writeString(folder.resolve("vocab.txt"), "[UNK]\n[CLS]\n[SEP]\n");
  }

  /// Renames the stored tensors, and adds one.
  private void rewrite(UnaryOperator<String> name, String added) {
    Path weights = folder.resolve("model.safetensors");
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    try (Scope scope = Scope.open()) {
      try (Safetensors stored = Safetensors.open(weights)) {
        stored.names().forEach(old -> renamed.put(name.apply(old), stored.tensor(old)));
      }
      renamed.put(added, torch.ones(2));
      Safetensors.write(weights, renamed, Map.of());
    }
  }

  private ModelFiles read() {
    return ModelFolder.read(folder, Optional.empty());
  }

  private ModelSpec spec() {
    return new ModelSpec("file:" + folder, OptionalInt.empty());
  }
}
