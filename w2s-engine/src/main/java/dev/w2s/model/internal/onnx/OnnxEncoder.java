package dev.w2s.model.internal.onnx;

import dev.w2s.model.internal.StoredTensor;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A BERT encoder in ONNX, as exporters of PyTorch write it: biases, norms and embeddings carry
/// their published names; matrices of linear layers have lost theirs and lie transposed, and are
/// found as the ones whose product is added to a bias. What a config.json would say is read from
/// shapes and from the graph.
///
/// @param config what config.json would say
/// @param tensors weights under their published names
public record OnnxEncoder(JsonNode config, Map<String, StoredTensor> tensors) {
  private static final String BIAS = ".bias";
  private static final String WORDS = "embeddings.word_embeddings.weight";
  private static final String POSITIONS = "embeddings.position_embeddings.weight";
  private static final String SEGMENTS = "embeddings.token_type_embeddings.weight";
  private static final String QUERY = "encoder.layer.0.attention.self.query.bias";
  private static final String INNER = "encoder.layer.0.intermediate.dense.bias";

  /// Reads an encoder, without its weights.
  ///
  /// @throws BadInputException where the file is damaged, or no such encoder
  public static OnnxEncoder read(Path file) {
    Reader reader = new Reader(OnnxParser.parse(file));
    Map<String, StoredTensor> tensors = reader.tensors();
    return new OnnxEncoder(reader.config(tensors), tensors);
  }

  private record Reader(OnnxGraph graph) {
    Map<String, StoredTensor> tensors() {
      Map<String, StoredTensor> tensors = new TreeMap<>();
      graph.initializers().values().stream()
          .filter(tensor -> tensor.name().endsWith(".weight") || tensor.name().endsWith(BIAS))
          .forEach(tensor -> tensors.put(published(tensor.name()), stored(tensor)));
      graph.operations("Add").forEach(add -> addMatrix(add, tensors));
      return Collections.unmodifiableMap(tensors);
    }

    /// `x MatMul w` + `layer.bias`: w is `layer.weight`, transposed.
    private void addMatrix(OnnxNode add, Map<String, StoredTensor> tensors) {
      String bias =
          OnnxGraph.input(
              add, name -> name.endsWith(BIAS) && graph.initializers().containsKey(name));
      String product = OnnxGraph.input(add, name -> graph.maker(name, "MatMul") != null);
      if (bias == null || product == null) {
        return;
      }
      OnnxNode multiply = Objects.requireNonNull(graph.maker(product, "MatMul"));
      String weight = OnnxGraph.input(multiply, graph.initializers()::containsKey);
      if (weight != null) {
        OnnxTensor matrix = Objects.requireNonNull(graph.initializers().get(weight));
        String layer = published(bias.substring(0, bias.length() - BIAS.length()));
        tensors.put(layer + ".weight", matrix(matrix, layer).transpose());
      }
    }

    private StoredTensor matrix(OnnxTensor tensor, String layer) {
      if (tensor.shape().size() != 2) {
        throw bad(
            "the weight of "
                + layer
                + " has the shape "
                + tensor.shape()
                + " where a matrix is needed");
      }
      return stored(tensor);
    }

    private StoredTensor stored(OnnxTensor tensor) {
      if (tensor.type() == null || !tensor.complete()) {
        throw bad(
            "tensor "
                + tensor.name()
                + " of shape "
                + tensor.shape()
                + " has "
                + (tensor.length() < 0 ? "no bytes in this file" : tensor.length() + " bytes")
                + "; weights in float32, float16 or bfloat16 within the file are needed");
      }
      return new StoredTensor(graph.file(), tensor.offset(), tensor.type(), tensor.shape(), false);
    }

    private static String published(String name) {
      return name.startsWith("bert.") ? name.substring("bert.".length()) : name;
    }

    JsonNode config(Map<String, StoredTensor> tensors) {
      long hidden = size(tensors, WORDS, 1);
      ObjectNode config = JsonNodeFactory.instance.objectNode().put("model_type", "bert");
      config.put("vocab_size", size(tensors, WORDS, 0)).put("hidden_size", hidden);
      config.put("max_position_embeddings", size(tensors, POSITIONS, 0));
      config.put("type_vocab_size", size(tensors, SEGMENTS, 0));
      config.put("intermediate_size", size(tensors, INNER, 0));
      config.put("num_hidden_layers", layers(tensors));
      config.put("num_attention_heads", heads(hidden));
      config.put("hidden_act", activation());
      config.put("layer_norm_eps", epsilon());
      return config;
    }

    private long size(Map<String, StoredTensor> tensors, String name, int dimension) {
      StoredTensor tensor = tensors.get(name);
      if (tensor == null || tensor.shape().size() <= dimension) {
        throw bad("has no tensor " + name + "; only BERT encoders are read from ONNX files");
      }
      return tensor.shape().get(dimension);
    }

    private static int layers(Map<String, StoredTensor> tensors) {
      int layers = 0;
      while (tensors.containsKey("encoder.layer." + layers + ".output.dense.bias")) {
        layers++;
      }
      return layers;
    }

    /// The query is reshaped to `[B, T, heads, hidden / heads]`; the last two are constants.
    private long heads(long hidden) {
      return graph
          .operations("Add")
          .filter(add -> add.inputs().stream().anyMatch(name -> published(name).equals(QUERY)))
          .flatMap(add -> add.outputs().stream())
          .flatMap(query ->
              graph.operations("Reshape").filter(reshape -> reshape.inputs().indexOf(query) == 0))
          .map(this::headSizes)
          .filter(sizes ->
              sizes.length == 2
                  && sizes[0] > 0
                  && sizes[1] > 0
                  && sizes[0] == (double) hidden / sizes[1])
          .map(sizes -> sizes[0])
          .findFirst()
          .orElseThrow(() ->
              bad(
                  "does not say in its graph how many attention heads it has; name a folder with its config.json and safetensors instead"));
    }

    /// The last two sizes of a reshape, as far as they are constant.
    private long[] headSizes(OnnxNode reshape) {
      if (reshape.inputs().size() != 2) {
        return new long[0];
      }
      OnnxNode concat = graph.maker(reshape.inputs().get(1), "Concat");
      List<String> parts = concat == null ? List.of(reshape.inputs().get(1)) : concat.inputs();
      long[] sizes =
          parts.stream()
              .map(graph::tensor)
              .filter(Objects::nonNull)
              .flatMapToLong(part -> Arrays.stream(part.longs()))
              .toArray();
      return sizes.length < 2
          ? sizes
          : new long[] {sizes[sizes.length - 2], sizes[sizes.length - 1]};
    }

    /// What stands between the two layers of the first feed-forward block.
    private String activation() {
      return graph
          .operations("Add")
          .filter(add -> add.inputs().stream().anyMatch(name -> published(name).equals(INNER)))
          .flatMap(add -> graph.behind(add, "MatMul").stream())
          .flatMap(node -> activation(node).stream())
          .findFirst()
          .orElseThrow(() ->
              bad(
                  "does not say in its graph which of gelu, gelu_new and relu its feed-forward blocks have; name a folder with its config.json and safetensors instead"));
    }

    private static Optional<String> activation(OnnxNode node) {
      return switch (node.operation()) {
        case "Erf" -> Optional.of("gelu");
        case "Gelu" -> Optional.of(node.text().equals("tanh") ? "gelu_new" : "gelu");
        case "Tanh", "FastGelu" -> Optional.of("gelu_new");
        case "Relu" -> Optional.of("relu");
        default -> Optional.empty();
      };
    }

    /// The constant that is added to the variance before its root is taken.
    private float epsilon() {
      return graph
          .operations("Sqrt")
          .flatMap(root -> root.inputs().stream())
          .map(value -> graph.maker(value, "Add"))
          .filter(Objects::nonNull)
          .flatMap(add -> add.inputs().stream())
          .map(this::scalar)
          .filter(Objects::nonNull)
          .findFirst()
          .orElseThrow(() ->
              bad(
                  "does not say in its graph what its layer norms add to the variance; name a folder with its config.json and safetensors instead"));
    }

    private @Nullable Float scalar(String value) {
      OnnxTensor tensor = graph.tensor(value);
      return tensor == null ? null : tensor.scalar();
    }

    private BadInputException bad(String message) {
      return new BadInputException(Problem.in(graph.file(), message));
    }
  }
}
