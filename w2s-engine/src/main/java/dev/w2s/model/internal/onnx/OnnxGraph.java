package dev.w2s.model.internal.onnx;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The graph of an ONNX file, to be followed from values to the operations that make or use them.
final class OnnxGraph {
  private final Path file;
  private final List<OnnxNode> nodes;
  private final Map<String, OnnxTensor> initializers = new HashMap<>();
  private final Map<String, OnnxNode> makers = new HashMap<>();
  private final Map<String, List<OnnxNode>> readers = new HashMap<>();

  OnnxGraph(Path file, List<OnnxNode> nodes, List<OnnxTensor> initializers) {
    this.file = file;
    this.nodes = List.copyOf(nodes);
    initializers.forEach(tensor -> this.initializers.put(tensor.name(), tensor));
    for (OnnxNode node : nodes) {
      node.outputs().forEach(output -> makers.put(output, node));
      node.inputs()
          .forEach(input -> readers.computeIfAbsent(input, i -> new ArrayList<>()).add(node));
    }
  }

  Path file() {
    return file;
  }

  /// Tensors that are stored in the file, by name.
  Map<String, OnnxTensor> initializers() {
    return initializers;
  }

  /// All operations of one kind, in order.
  Stream<OnnxNode> operations(String operation) {
    return nodes.stream().filter(node -> node.operation().equals(operation));
  }

  /// The operations that read what a node makes, and those that read what they make, up to the
  /// first of one kind, which are left out.
  Set<OnnxNode> behind(OnnxNode node, String last) {
    Set<OnnxNode> found = new LinkedHashSet<>();
    Deque<OnnxNode> open = new ArrayDeque<>(List.of(node));
    while (!open.isEmpty()) {
      for (String output : open.remove().outputs()) {
        for (OnnxNode reader : readers.getOrDefault(output, List.of())) {
          if (!reader.operation().equals(last) && found.add(reader)) {
            open.add(reader);
          }
        }
      }
    }
    return found;
  }

  /// The operation of that kind that makes a value; null where another kind makes it, or none.
  @Nullable OnnxNode maker(String value, String operation) {
    OnnxNode node = makers.get(value);
    return node != null && node.operation().equals(operation) ? node : null;
  }

  /// The tensor behind a value, stored or constant; null where it is computed.
  @Nullable OnnxTensor tensor(String value) {
    OnnxTensor stored = initializers.get(value);
    if (stored != null) {
      return stored;
    }
    OnnxNode constant = maker(value, "Constant");
    return constant == null ? null : constant.constant();
  }

  /// The first input of a node that satisfies a condition; null where none does.
  static @Nullable String input(OnnxNode node, Predicate<String> condition) {
    return node.inputs().stream().filter(condition).findFirst().orElse(null);
  }
}
