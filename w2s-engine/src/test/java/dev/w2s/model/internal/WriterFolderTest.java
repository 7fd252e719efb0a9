package dev.w2s.model.internal;

import static dev.w2s.model.internal.GoldenModel.largestError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.model.ExportLayout;
import dev.w2s.model.Fetching;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.LoadedPredictor;
import dev.w2s.model.LoadedWriter;
import dev.w2s.model.Models;
import dev.w2s.model.Pass;
import dev.w2s.model.WriterCard;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every decoder, exported as a model that writes and read back, held to the vocabulary logits that
/// transformers gives.
@ParameterizedClass
@MethodSource("names")
class WriterFolderTest {
  @Parameter String name = "";
  @TempDir Path folder;
  @TempDir Path exported;
  private Scope scope;
  private GoldenModel golden;

  static Stream<String> names() {
    return GoldenModel.names().stream().filter(name -> !name.contains("bert"));
  }

  @BeforeEach
  void load() {
    Libtorch.start(2);
    scope = Scope.open();
    golden = new GoldenModel(name, folder);
    assertThat(
            WriterFolder.write(
                golden.files(),
                golden.files().whole().layers(),
                golden.languageModel().parameters(),
                new WriterCard("a test", 5),
                exported))
        .isEqualTo(ExportLayout.CAUSAL_LANGUAGE_MODEL);
  }

  @AfterEach
  void free() {
    golden.close();
    scope.close();
  }

  private JsonNode json(String file) {
    return JsonFiles.JSON.readTree(exported.resolve(file));
  }

  @Test
  void vocabularyLogitsAreThoseOfTheReference() {
    try (LoadedPredictor read = new Models(Fetching.SILENT).loadPredictor("file:" + exported)) {
      LoadedWriter writer = (LoadedWriter) read;
      LanguageModel body = (LanguageModel) writer.model().body();
      Tensor logits = body.vocabularyLogits(body.hidden(golden.batch(), Pass.EXACT), Pass.EXACT);
      assertThat(largestError(logits, golden.expectedOfTokens("lm_logits"))).isLessThan(1e-5);
      assertThat(writer.answerTokens()).isEqualTo(5);
      assertThat(writer.model().endTokens()).isEqualTo(golden.files().endTokens());
    }
  }

  @Test
  void filesSayHowItWrites() {
    assertThat(json("config.json").path("architectures").path(0).asString())
        .matches("[A-Za-z0-9]+(ForCausalLM|LMHeadModel)");
    assertThat(json("config.json").has("id2label")).isEqualTo(jsonBefore().has("id2label"));
    assertThat(json("generation_config.json").path("do_sample").asBoolean(true)).isFalse();
    assertThat(json("generation_config.json").path("max_new_tokens").asInt()).isEqualTo(5);
    assertThat(json("tokenizer_config.json").path("padding_side").asString()).isEqualTo("left");
    assertThat(exported.resolve("README.md")).content().contains("AutoModelForCausalLM");
  }

  private JsonNode jsonBefore() {
    return JsonFiles.JSON.readTree(folder.resolve("config.json"));
  }
}
