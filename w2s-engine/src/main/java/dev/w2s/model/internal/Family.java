package dev.w2s.model.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// The architectures that are known, by the `model_type` of config.json. A new one is a constant
/// here, and a file that says what it reads and what it computes.
public enum Family {
  BERT,
  ROBERTA,
  DISTILBERT,
  GPT2,
  GPT_NEOX,
  OPT,
  LLAMA,
  MISTRAL,
  QWEN2,
  QWEN3,
  GEMMA2;

  /// The sizes that a config.json of the family says.
  ///
  /// @throws dev.w2s.problem.BadInputException with all options that are wrong or unknown
  Architecture read(ModelConfig config) {
    return switch (this) {
      case BERT -> BertConfig.read(config);
      case ROBERTA -> Roberta.read(config);
      case DISTILBERT -> DistilBert.read(config);
      case GPT2 -> Gpt2.read(config);
      case GPT_NEOX -> GptNeoX.read(config);
      case OPT -> Opt.read(config);
      case LLAMA -> Llama.read(config);
      case MISTRAL -> Mistral.read(config);
      case QWEN2 -> Qwen.read2(config);
      case QWEN3 -> Qwen.read3(config);
      case GEMMA2 -> Gemma2.read(config);
    };
  }

  /// The family's name in config.json.
  public String modelType() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The family that a configuration belongs to.
  ///
  /// @throws dev.w2s.problem.BadInputException where it is none of the known
  static Family of(ModelConfig config) {
    JsonNode type = config.option("model_type");
    return Arrays.stream(values())
        .filter(family -> type.isString() && family.modelType().equals(type.stringValue()))
        .findFirst()
        .orElseThrow(() ->
            config.bad(
                "model_type " + type + " is not a known architecture; known are " + known()));
  }

  private static List<String> known() {
    return Arrays.stream(values()).map(Family::modelType).toList();
  }
}
