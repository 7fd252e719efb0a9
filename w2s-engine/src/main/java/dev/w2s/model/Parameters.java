package dev.w2s.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/// Named weights, in the order they were added. They live as long as the model does, outside any
/// scope.
public final class Parameters {
  private final Map<String, Tensor> byName = new LinkedHashMap<>();

  /// Adds a weight.
  public void add(String name, Tensor weight) {
    if (byName.putIfAbsent(name, weight) != null) {
      throw new IllegalArgumentException("two weights are called " + name);
    }
  }

  /// The weight of that name.
  ///
  /// @throws IllegalArgumentException where there is none
  public Tensor get(String name) {
    Tensor weight = byName.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("there is no weight called " + name);
    }
    return weight;
  }

  /// All names, in order.
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /// All weights, in the order of their names.
  public List<Tensor> all() {
    return new ArrayList<>(byName.values());
  }

  /// Sets whether the weights gather gradients; those of a frozen network do not.
  public void gatherGradients(boolean gather) {
    all().forEach(weight -> weight.requires_grad_(gather));
  }
}
