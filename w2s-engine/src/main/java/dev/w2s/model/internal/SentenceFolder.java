package dev.w2s.model.internal;

import dev.w2s.study.Pooling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The layout of sentence-transformers: a network, its pooling, and a linear layer that gives the
/// logits, each with a folder of its own.
final class SentenceFolder {
  static final String MODULES = "modules.json";
  static final String LENGTH = "sentence_bert_config.json";
  static final String POOLING = "1_Pooling/config.json";
  static final String DENSE = "2_Dense/config.json";
  static final String DENSE_WEIGHTS = "2_Dense/model.safetensors";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String PACKAGE = "sentence_transformers.models.";
  private static final String IDENTITY = "torch.nn.modules.linear.Identity";

  private SentenceFolder() {}

  /// Refuses a folder whose vectors are no logits.
  static void check(Path folder) {
    Path dense = folder.resolve(DENSE);
    if (!Files.exists(dense) || !Files.exists(folder.resolve(DENSE_WEIGHTS))) {
      throw ClassifierFiles.bad(
          folder,
          "is no classifier: it is a model of sentence-transformers without " + DENSE_WEIGHTS);
    }
    String activation = JsonFiles.read(dense).path("activation_function").asString("");
    if (!activation.equals(IDENTITY)) {
      throw ClassifierFiles.bad(
          dense, "activation_function is '" + activation + "'; only " + IDENTITY + " is supported");
    }
  }

  static JsonNode modules() {
    ArrayNode modules = NODES.arrayNode();
    List<String> types = List.of("Transformer", "Pooling", "Dense");
    for (int i = 0; i < types.size(); i++) {
      modules
          .addObject()
          .put("idx", i)
          .put("name", Integer.toString(i))
          .put("path", i == 0 ? "" : i + "_" + types.get(i))
          .put("type", PACKAGE + types.get(i));
    }
    return modules;
  }

  static ObjectNode length(int maxTokens) {
    return NODES.objectNode().put("max_seq_length", maxTokens).put("do_lower_case", false);
  }

  static ObjectNode pooling(Pooling pooling, int width) {
    ObjectNode config = NODES.objectNode().put("word_embedding_dimension", width);
    for (Pooling each : Pooling.values()) {
      config.put(mode(each), each == pooling);
    }
    return config;
  }

  /// The option that asks for a pooling.
  static String mode(Pooling pooling) {
    return switch (pooling) {
      case FIRST -> "pooling_mode_cls_token";
      case MEAN -> "pooling_mode_mean_tokens";
      case LAST -> "pooling_mode_lasttoken";
    };
  }

  static ObjectNode dense(int width, int classes) {
    return NODES
        .objectNode()
        .put("in_features", width)
        .put("out_features", classes)
        .put("bias", true)
        .put("activation_function", IDENTITY);
  }
}
