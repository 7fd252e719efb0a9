package dev.w2s.model.internal;

import dev.w2s.model.Pass;
import dev.w2s.tensor.Linear;
import org.bytedeco.pytorch.Tensor;

/// What leads from an encoder's hidden states back to the vocabulary: a layer, an activation, a
/// norm, and the table of token embeddings with a bias for each token.
///
/// @param table of token embeddings, `[V, H]`
/// @param bias `[V]`
record MaskedHead(
    Projection dense, Activation activation, LayerNorm norm, Tensor table, Tensor bias) {
  /// The table of token embeddings of every family.
  private static final String TABLE = "embeddings.word_embeddings.weight";

  /// The names of a family's head, and what no name says.
  ///
  /// @param dense the layer
  /// @param norm behind its activation
  /// @param bias of the vocabulary
  record Layout(String dense, String norm, String bias, Activation activation, double epsilon) {}

  static MaskedHead of(Weights weights, Layout layout) {
    return new MaskedHead(
        Dense.of(weights, layout.dense),
        layout.activation,
        LayerNorm.of(weights, layout.norm, layout.epsilon),
        weights.get(TABLE),
        weights.get(layout.bias));
  }

  /// `[N, H]` to `[N, V]`.
  Tensor apply(Tensor x, Pass pass) {
    Tensor turned = norm.apply(activation.apply(dense.apply(x, pass)));
    return Linear.linear(turned, table, bias, pass.precision());
  }
}
