package dev.w2s.model;

/// A pretrained network that was trained to tell the next token: [#vocabularyLogits] are scores of
/// what comes next.
public non-sealed interface LanguageModel extends VocabularyModel {
  /// None: the vocabulary matrix, in whose place a head stands, has none either.
  @Override
  default boolean biasedHead() {
    return false;
  }
}
