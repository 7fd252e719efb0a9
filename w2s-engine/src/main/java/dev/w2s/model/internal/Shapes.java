package dev.w2s.model.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tensors that an architecture needs, gathered in order.
final class Shapes {
  private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

  /// A matrix, or a table to look up in, called `name.weight`.
  Shapes matrix(String name, long rows, long columns) {
    shapes.put(name + ".weight", List.of(rows, columns));
    return this;
  }

  /// A vector.
  Shapes vector(String name, long size) {
    shapes.put(name, List.of(size));
    return this;
  }

  /// A linear layer.
  Shapes dense(String name, long in, long out, boolean biased) {
    matrix(name, out, in);
    return biased ? vector(name + ".bias", out) : this;
  }

  /// A linear layer with a bias.
  Shapes dense(String name, long in, long out) {
    return dense(name, in, out, true);
  }

  /// A layer norm.
  Shapes norm(String name, long width) {
    return vector(name + ".weight", width).vector(name + ".bias", width);
  }

  /// A norm with a weight alone.
  Shapes scale(String name, long width) {
    return vector(name + ".weight", width);
  }

  Map<String, List<Long>> all() {
    return Collections.unmodifiableMap(shapes);
  }
}
