package dev.w2s.model;

import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.Tensor;

/// A pretrained network without a head. An architecture is one file that implements this.
public interface Body {
  /// The last layer's hidden states, float32 `[B, T, H]`; values at padded positions carry no
  /// meaning.
  ///
  /// @param batch the tokens
  /// @param pass precision of matrix products and dropout
  Tensor hidden(TokenBatch batch, Pass pass);

  /// One vector for each row, float32 `[B, H]`, as this model was pretrained to give it.
  ///
  /// @param hidden the result of [#hidden], `[B, T, H]`
  Tensor pooled(Tensor hidden, TokenBatch batch);

  /// All weights under their published names, in a fixed order.
  Parameters parameters();

  /// Width H.
  int width();
}
