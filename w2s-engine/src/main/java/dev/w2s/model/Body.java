package dev.w2s.model;

import dev.w2s.study.Tuning.LowRank;
import dev.w2s.tensor.Scope;
import dev.w2s.text.TokenBatch;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// A pretrained network without a head. An architecture is one file that implements this.
public interface Body {
  /// The last layer's hidden states, float32 `[B, T, H]`; values at padded positions carry no
  /// meaning.
  ///
  /// @param batch the tokens
  /// @param pass precision of matrix products and dropout
  default Tensor hidden(TokenBatch batch, Pass pass) {
    Tensor x = embedded(batch, pass);
    for (Link link : links()) {
      Tensor read = x;
      // What the way back needs stays alive with it; all else that a layer makes goes at once.
      x = Scope.only(() -> link.apply(read, batch, pass));
      Scope.free(read);
    }
    return x;
  }

  /// What the first of [#links] reads, float32 `[B, T, H]`.
  ///
  /// @throws IllegalArgumentException where a row is longer than the model has positions for
  Tensor embedded(TokenBatch batch, Pass pass);

  /// The network behind its embeddings, piece by piece: each reads what the one before it gave, and
  /// the last gives [#hidden].
  List<Link> links();

  /// One vector for each row, float32 `[B, H]`, as this model was pretrained to give it.
  ///
  /// @param hidden the result of [#hidden], `[B, T, H]`
  Tensor pooled(Tensor hidden, TokenBatch batch);

  /// All weights under their published names, in a fixed order.
  Parameters parameters();

  /// Width H.
  int width();

  /// Whether a linear head on top of it has biases.
  default boolean biasedHead() {
    return true;
  }

  /// Puts low-rank adapters beside linear layers. A is drawn as the reference implementation does,
  /// uniformly within `1 / sqrt(in)`, and B is 0, so that nothing is changed yet. The weights here
  /// no longer gather gradients.
  ///
  /// @param seed A follows from it; sets libtorch's default generator
  /// @throws IllegalStateException where this network has adapters already
  Adapters adapt(LowRank settings, long seed);
}
