package dev.w2s.model.internal;

import dev.w2s.model.ExportLayout;
import dev.w2s.model.Parameters;
import dev.w2s.model.WriterCard;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The folder of a decoder that writes answers, as transformers has it.
public final class WriterFolder {
  private static final int STANDARD_ANSWER = 32;
  private static final String CONFIG = "config.json";
  private static final String GENERATION = "generation_config.json";
  private static final String ANSWER_TOKENS = "max_new_tokens";

  private WriterFolder() {}

  /// Whether a folder's config.json says that the model was saved to tell the next token.
  public static boolean isOne(Path folder) {
    Path config = folder.resolve(CONFIG);
    if (!Files.isRegularFile(config) || Files.exists(folder.resolve(SentenceFolder.MODULES))) {
      return false;
    }
    String architecture = JsonFiles.read(config).path("architectures").path(0).asString("");
    return architecture.endsWith("ForCausalLM") || architecture.endsWith("LMHeadModel");
  }

  /// Tokens that an answer has at most: `max_new_tokens` of generation_config.json, else 32.
  public static int answerTokens(ModelFiles model) {
    Path file = model.folder().resolve(GENERATION);
    JsonNode most =
        Files.isRegularFile(file)
            ? JsonFiles.read(file).path(ANSWER_TOKENS)
            : JsonNodeFactory.instance.missingNode();
    return most.isIntegralNumber() && most.asInt() > 0 ? most.asInt() : STANDARD_ANSWER;
  }

  /// SHA-256 over all bytes that decide what it writes, in hex.
  public static String fingerprint(ModelFiles model) {
    List<Path> bytes = new ArrayList<>(model.bytes());
    Path generation = model.folder().resolve(GENERATION);
    if (Files.isRegularFile(generation)) {
      bytes.add(generation);
    }
    return Fingerprint.of("writer", bytes);
  }

  /// Writes all files.
  ///
  /// @param source the model that was trained
  /// @param layers of it that were used
  /// @param trained its weights under their published names
  /// @param folder which is there, and empty
  public static ExportLayout write(
      ModelFiles source, int layers, Parameters trained, WriterCard card, Path folder) {
    try {
      write(source, layers, trained, card, new ExportedFolder(folder));
      return ExportLayout.CAUSAL_LANGUAGE_MODEL;
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  private static void write(
      ModelFiles source, int layers, Parameters trained, WriterCard card, ExportedFolder folder)
      throws IOException {
    ExportedTokenizer tokenizer = ExportedTokenizer.of(source);
    OptionalInt padding = tokenizer.padding();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    trained.names().forEach(name -> tensors.put(name, trained.get(name)));
    folder.write("model.safetensors", tensors);
    folder.write(CONFIG, ExportedConfig.of(source, layers, architecture(source), padding));
    folder.write(GENERATION, generation(source, card, padding));
    ObjectNode settings = tokenizer.settings(source.whole().maxTokens());
    // Answers stand behind the last token of their prompts, whose ends matter most.
    settings.put(TokenizerFolder.PADDING_SIDE, TokenizerFolder.LEFT);
    settings.put(TokenizerFolder.TRUNCATION_SIDE, TokenizerFolder.LEFT);
    folder.write(tokenizer, settings);
    folder.write("README.md", ExportedReadme.of(card, padding.isPresent()));
  }

  private static String architecture(ModelFiles source) {
    String suffix = source.family() == Family.GPT2 ? "LMHeadModel" : "ForCausalLM";
    return ClassifierLayout.of(source.family()).architecture(suffix);
  }

  private static ObjectNode generation(ModelFiles source, WriterCard card, OptionalInt padding) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode().put("do_sample", false);
    settings.put(ANSWER_TOKENS, card.answerTokens());
    JsonNode begin = ExportedConfig.published(source).path("bos_token_id");
    if (begin.isIntegralNumber()) {
      settings.set("bos_token_id", begin);
    }
    Set<Integer> ends = source.endTokens();
    if (ends.size() == 1) {
      settings.put("eos_token_id", ends.iterator().next());
    } else if (!ends.isEmpty()) {
      ArrayNode all = settings.putArray("eos_token_id");
      ends.forEach(all::add);
    }
    padding.ifPresent(token -> settings.put("pad_token_id", token));
    return settings;
  }
}
