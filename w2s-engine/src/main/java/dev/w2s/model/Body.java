package dev.w2s.model;

import dev.w2s.study.Tuning.LowRank;
import dev.w2s.text.TokenBatch;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// A pretrained network without a head. An architecture is one file that implements this.
public interface Body {
  /// The last layer's hidden states of all tokens, float32 `[N, H]`.
  ///
  /// @param batch the tokens
  /// @param pass precision of matrix products and dropout
  default Tensor hidden(TokenBatch batch, Pass pass) {
    return hidden(batch, Asked.EACH, pass);
  }

  /// The same of some tokens, float32 `[M, H]`.
  default Tensor hidden(TokenBatch batch, Asked asked, Pass pass) {
    return Link.through(links(asked), embedded(batch, pass), batch, pass);
  }

  /// One vector for each row, float32 `[B, H]`, as this model was pretrained to give it.
  ///
  /// @param batch the tokens
  /// @param pass precision of matrix products and dropout
  default Tensor pooled(TokenBatch batch, Pass pass) {
    return Link.through(pooledLinks(), embedded(batch, pass), batch, pass);
  }

  /// What the first of [#links] reads, float32 `[N, H]`.
  ///
  /// @throws IllegalArgumentException where a row is longer than the model has positions for
  Tensor embedded(TokenBatch batch, Pass pass);

  /// The network behind its embeddings, piece by piece: each reads what the one before it gave, and
  /// the last gives [#hidden].
  List<Link> links(Asked asked);

  /// The same, where the last gives [#pooled].
  List<Link> pooledLinks();

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
