package dev.w2s.study;

import dev.w2s.yaml.YamlValue;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// A pretrained model, or the first layers of one.
///
/// @param source a short name of the catalogue, a URI `mvn:group:artifact:version!/path`, or
///   `file:` and a folder in the published layout
/// @param layers only the first n layers are used: an honest way to a weaker pretrained model;
///   empty for all
/// @param pooling how one vector is made of a text; empty for what its publisher says
public record ModelSpec(String source, OptionalInt layers, Optional<Pooling> pooling) {
  public ModelSpec {
    Objects.requireNonNull(layers, "layers");
    Objects.requireNonNull(pooling, "pooling");
    if (source.isBlank()) {
      throw new IllegalArgumentException("a model's source must not be blank");
    }
    if (layers.isPresent() && layers.getAsInt() < 1) {
      throw new IllegalArgumentException("layers must be at least 1 but was " + layers.getAsInt());
    }
  }

  /// A model that gives one vector as its publisher says.
  public ModelSpec(String source, OptionalInt layers) {
    this(source, layers, Optional.empty());
  }

  /// `bge-small-en-v1.5`, or `bge-small-en-v1.5, first 2 layers, pooling mean`.
  @Override
  public String toString() {
    return source
        + words(layers)
        + pooling.map(how -> ", pooling " + YamlValue.dashed(how)).orElse("");
  }

  private static String words(OptionalInt layers) {
    if (layers.isEmpty()) {
      return "";
    }
    int n = layers.getAsInt();
    return n == 1 ? ", first layer" : ", first " + n + " layers";
  }
}
