package dev.w2s.model.internal;

import dev.w2s.model.Parameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/// What a network is built of.
///
/// @param base all weights under their published names
/// @param updates of linear layers, by the layer's name; empty without adapters
record Weights(Parameters base, Map<String, LowRankUpdate> updates) {
  Weights {
    updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
  }

  /// Weights without adapters.
  static Weights of(Parameters base) {
    return new Weights(base, Map.of());
  }

  /// All weights, those of adapters last.
  Parameters all() {
    if (updates.isEmpty()) {
      return base;
    }
    Parameters all = new Parameters();
    base.names().forEach(name -> all.add(name, base.get(name)));
    updates.forEach((layer, update) -> update.addTo(all, layer));
    return all;
  }

  /// The weight of that name.
  Tensor get(String name) {
    return base.get(name);
  }

  /// A linear layer with what its adapter adds to it, where it has one.
  Projection adapted(String name, Projection layer) {
    LowRankUpdate update = updates.get(name);
    return update == null ? layer : (x, pass) -> update.addedTo(layer.apply(x, pass), x, pass);
  }
}
