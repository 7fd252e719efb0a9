package dev.w2s.model.internal;

import dev.w2s.model.internal.onnx.OnnxEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The config.json of an exported model: that of the model it was trained from, with the layers
/// that were used and, of a classifier, the names of the classes.
final class ExportedConfig {
  private static final List<String> LAYERS = List.of("num_hidden_layers", "n_layer", "n_layers");

  private ExportedConfig() {}

  /// That of a classifier; with one label, of a reward model.
  static ObjectNode of(
      ModelFiles source,
      int layers,
      String architecture,
      List<String> labels,
      OptionalInt padding) {
    ObjectNode config = of(source, layers, architecture, padding);
    putLabels(config, labels);
    return config;
  }

  /// @param layers that were used
  /// @param architecture the class that Python makes of it
  /// @param padding the token that is padded with; empty where the tokenizer has none
  static ObjectNode of(ModelFiles source, int layers, String architecture, OptionalInt padding) {
    ObjectNode config = published(source);
    // Where a model came from, and what its old head was for.
    config.remove(List.of("_name_or_path", "_num_labels", "finetuning_task"));
    config.putArray("architectures").add(architecture);
    config.put("dtype", "float32").put("torch_dtype", "float32");
    cut(config, layers);
    if (source.family() != Family.ROBERTA) {
      // RoBERTa counts positions from it.
      padding.ifPresent(token -> config.put("pad_token_id", token));
    }
    return config;
  }

  // The first of a model's bytes are its config.json, or the ONNX file that says the same.
  static ObjectNode published(ModelFiles source) {
    Path file = source.bytes().getFirst();
    JsonNode options =
        file.endsWith("config.json") ? JsonFiles.read(file) : OnnxEncoder.read(file).config();
    return (ObjectNode) options;
  }

  private static void cut(ObjectNode config, int layers) {
    LAYERS.stream().filter(config::has).forEach(name -> config.put(name, layers));
    if (config.get("layer_types") instanceof ArrayNode types) {
      ArrayNode first = config.putArray("layer_types");
      types.valueStream().limit(layers).forEach(first::add);
    }
  }

  private static void putLabels(ObjectNode config, List<String> labels) {
    config.put("problem_type", labels.size() == 1 ? "regression" : "single_label_classification");
    config.put("num_labels", labels.size());
    ObjectNode names = config.putObject("id2label");
    ObjectNode ids = config.putObject("label2id");
    for (int c = 0; c < labels.size(); c++) {
      names.put(Integer.toString(c), labels.get(c));
      ids.put(labels.get(c), c);
    }
  }
}
