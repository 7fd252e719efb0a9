package dev.w2s.study;

import java.util.Objects;
import java.util.OptionalInt;

/// A pretrained model, or the first layers of one.
///
/// @param source a short name of the catalogue, a URI `mvn:group:artifact:version!/path`, or
///   `file:` and a folder in the published layout
/// @param layers only the first n layers are used: an honest way to a weaker pretrained model;
///   empty for all
public record ModelSpec(String source, OptionalInt layers) {
  public ModelSpec {
    Objects.requireNonNull(layers, "layers");
    if (source.isBlank()) {
      throw new IllegalArgumentException("a model's source must not be blank");
    }
    if (layers.isPresent() && layers.getAsInt() < 1) {
      throw new IllegalArgumentException("layers must be at least 1 but was " + layers.getAsInt());
    }
  }

  /// `bge-small-en-v1.5`, or `bge-small-en-v1.5, first 2 layers`.
  @Override
  public String toString() {
    if (layers.isEmpty()) {
      return source;
    }
    int n = layers.getAsInt();
    return source + (n == 1 ? ", first layer" : ", first " + n + " layers");
  }
}
