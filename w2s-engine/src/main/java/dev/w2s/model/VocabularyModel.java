package dev.w2s.model;

import org.bytedeco.pytorch.Tensor;

/// A pretrained network with what leads from its hidden states back to the vocabulary.
public sealed interface VocabularyModel extends Body permits LanguageModel, MaskedModel {
  /// How many tokens the vocabulary has, V.
  long vocabulary();

  /// Scores of every token of the vocabulary, before softmax, float32 `[M, V]`.
  ///
  /// @param hidden the result of [#hidden], or some of it, `[M, H]`
  /// @param pass precision of the matrix products
  Tensor vocabularyLogits(Tensor hidden, Pass pass);
}
