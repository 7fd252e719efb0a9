package dev.w2s.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.problem.BadInputException;
import dev.w2s.study.ModelSpec;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshModelTest {
  private static final String TOKENIZER =
      """
      {"version": "1.0", "pre_tokenizer": {"type": "WhitespaceSplit"},
       "model": {"type": "WordLevel", "unk_token": "a", "vocab": {"a": 0, "b": 1}}}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    Libtorch.start(1);
  }

  private static String config(String family) throws IOException {
    return Files.readString(Path.of("src/test/resources/golden", family, "config.json"));
  }

  private LoadedModel fresh(String family, long seed) throws IOException {
    Path place = folder.resolve(family + seed);
    FreshModel.write(place, config(family), TOKENIZER, seed);
    return loaded(place);
  }

  private LoadedModel loaded(Path place) {
    return new Models(folder.resolve("cache"), Fetching.SILENT)
        .loadLanguageModel(new ModelSpec("file:" + place, OptionalInt.empty()));
  }

  private static float[] values(LoadedModel model, String name) {
    return Tensors.toFloats(model.body().parameters().get(name));
  }

  private static double deviation(LoadedModel model, String name) {
    float[] values = values(model, name);
    return Math.sqrt(
        IntStream.range(0, values.length).mapToDouble(n -> (double) values[n] * values[n]).sum()
            / values.length);
  }

  /// Of two layers of width 32.
  @ParameterizedTest
  @CsvSource({
    "gpt2, transformer.wte.weight, transformer.h.0.attn.c_attn.weight, transformer.h.1.mlp.c_proj.weight, transformer.h.1.ln_2.weight, 1",
    "opt, model.decoder.embed_tokens.weight, model.decoder.layers.0.fc1.weight, model.decoder.layers.0.self_attn.out_proj.weight, model.decoder.final_layer_norm.weight, 1",
    "llama, lm_head.weight, model.layers.0.mlp.gate_proj.weight, model.layers.0.mlp.down_proj.weight, model.norm.weight, 1",
    "gemma2, model.embed_tokens.weight, model.layers.0.mlp.up_proj.weight, model.layers.0.self_attn.o_proj.weight, model.norm.weight, 0"
  })
  void weightsAreDrawnByTheWidthAndTheNumberOfLayers(
      String family, String table, String matrix, String residual, String norm, float one)
      throws IOException {
    try (LoadedModel model = fresh(family, 1)) {
      assertThat(deviation(model, table)).isCloseTo(.1768, within(.008));
      assertThat(deviation(model, matrix)).isCloseTo(.1768, within(.008));
      assertThat(deviation(model, residual)).isCloseTo(.0884, within(.004));
      assertThat(values(model, norm)).containsOnly(one);
      model.body().parameters().names().stream()
          .filter(name -> name.endsWith(".bias"))
          .forEach(name -> assertThat(values(model, name)).as(name).containsOnly(0));
    }
  }

  /// What a feed-forward block writes is told from what it reads where both are as wide.
  @Test
  void feedForwardBlocksMayBeAsWideAsTheModel() throws IOException {
    Path place = folder.resolve("square");
    FreshModel.write(
        place, config("gpt2").replaceFirst("\"n_inner\": \\w+", "\"n_inner\": 32"), TOKENIZER, 1);
    try (LoadedModel model = loaded(place)) {
      assertThat(values(model, "transformer.h.0.mlp.c_fc.weight")).hasSize(32 * 32);
      assertThat(deviation(model, "transformer.h.0.mlp.c_fc.weight"))
          .isCloseTo(.1768, within(.008));
      assertThat(deviation(model, "transformer.h.0.mlp.c_proj.weight"))
          .isCloseTo(.0884, within(.004));
    }
  }

  @Test
  void weightsFollowFromTheSeed() throws IOException {
    for (long seed : new long[] {1, 2}) {
      FreshModel.write(folder.resolve("a" + seed), config("gpt2"), TOKENIZER, seed);
      FreshModel.write(folder.resolve("b" + seed), config("gpt2"), TOKENIZER, seed);
      assertThat(folder.resolve("a" + seed).resolve("model.safetensors"))
          .hasSameBinaryContentAs(folder.resolve("b" + seed).resolve("model.safetensors"));
    }
    assertThat(
            Files.mismatch(
                folder.resolve("a1").resolve("model.safetensors"),
                folder.resolve("a2").resolve("model.safetensors")))
        .isNotNegative();
  }

  @Test
  void tokenizerWithMoreTokensThanTheModelIsRefused() throws IOException {
    String small = config("gpt2").replaceAll("\"vocab_size\": \\d+", "\"vocab_size\": 1");
    assertThatThrownBy(() -> FreshModel.write(folder, small, TOKENIZER, 0))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("tokenizer.json");
  }
}
