package dev.w2s.model.internal;

import dev.w2s.model.internal.ClassHead.Between;
import org.jspecify.annotations.Nullable;

/// How the reference implementation's classifier of a family lies in files.
///
/// @param architecture the name of its class
/// @param prefix of the body's weights, beyond their published names
/// @param inner name of the head's first layer; null where it has one layer alone
/// @param between what stands between the layers
/// @param outer name of the head's last layer
/// @param biased whether the last layer has a bias
record ClassifierLayout(
    String architecture,
    String prefix,
    @Nullable String inner,
    Between between,
    String outer,
    boolean biased) {
  /// A linear layer in a folder of its own, as sentence-transformers has it.
  static final ClassifierLayout DENSE =
      new ClassifierLayout("", "", null, Between.NOTHING, "linear", true);

  private static final String SUFFIX = "ForSequenceClassification";

  static ClassifierLayout of(Family family) {
    return switch (family) {
      case BERT -> encoder("Bert", "bert.", "bert.pooler.dense", Between.TANH, "classifier");
      case ROBERTA ->
          encoder("Roberta", "roberta.", "classifier.dense", Between.TANH, "classifier.out_proj");
      case DISTILBERT ->
          encoder("DistilBert", "distilbert.", "pre_classifier", Between.RELU, "classifier");
      case GPT2 -> decoder("GPT2");
      case GPT_NEOX -> decoder("GPTNeoX");
      case OPT -> decoder("OPT");
      case LLAMA -> decoder("Llama");
      case MISTRAL -> decoder("Mistral");
      case QWEN2 -> decoder("Qwen2");
      case QWEN3 -> decoder("Qwen3");
      case GEMMA2 -> decoder("Gemma2");
    };
  }

  private static ClassifierLayout encoder(
      String name, String prefix, String inner, Between between, String outer) {
    return new ClassifierLayout(name + SUFFIX, prefix, inner, between, outer, true);
  }

  /// The published names of decoders have their prefix already.
  private static ClassifierLayout decoder(String name) {
    return new ClassifierLayout(name + SUFFIX, "", null, Between.NOTHING, "score", false);
  }

  /// The name of the class of the body alone.
  String bodyArchitecture() {
    return architecture("Model");
  }

  /// The name of the family's class with another ending.
  String architecture(String suffix) {
    return architecture.replace(SUFFIX, suffix);
  }
}
