package dev.w2s.model.internal;

import dev.w2s.model.internal.LinearLayer.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tensors that an architecture needs, gathered in order, and which of them are linear layers
/// of its layers.
final class Shapes {
  private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
  private final List<LinearLayer> linear = new ArrayList<>();

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
  Shapes dense(Role role, String name, long in, long out, boolean biased) {
    linear.add(new LinearLayer(name, role, in, out, false));
    matrix(name, out, in);
    return biased ? vector(name + ".bias", out) : this;
  }

  /// A linear layer with a bias.
  Shapes dense(Role role, String name, long in, long out) {
    return dense(role, name, in, out, true);
  }

  /// A linear layer with a bias whose matrix is stored the other way round.
  Shapes transposed(Role role, String name, long in, long out) {
    linear.add(new LinearLayer(name, role, in, out, true));
    return matrix(name, in, out).vector(name + ".bias", out);
  }

  /// A layer norm.
  Shapes norm(String name, long width) {
    return vector(name + ".weight", width).vector(name + ".bias", width);
  }

  /// A norm with a weight alone.
  Shapes scale(String name, long width) {
    return vector(name + ".weight", width);
  }

  /// All tensors.
  Map<String, List<Long>> all() {
    return Collections.unmodifiableMap(shapes);
  }

  /// The linear layers.
  List<LinearLayer> linearLayers() {
    return Collections.unmodifiableList(linear);
  }
}
