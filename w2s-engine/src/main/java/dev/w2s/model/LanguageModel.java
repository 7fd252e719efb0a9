package dev.w2s.model;

import org.bytedeco.pytorch.Tensor;

/// A pretrained network that was trained to tell the next token.
public interface LanguageModel extends Body {
  /// Scores of every token of the vocabulary to come next, before softmax, float32 `[B, T, V]`;
  /// values at padded positions carry no meaning.
  ///
  /// @param hidden the result of [#hidden], `[B, T, H]`
  /// @param pass precision of the matrix product
  Tensor vocabularyLogits(Tensor hidden, Pass pass);

  /// None: the vocabulary matrix, in whose place a head stands, has none either.
  @Override
  default boolean biasedHead() {
    return false;
  }
}
