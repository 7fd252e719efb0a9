package dev.w2s.study;

/// How one vector is made of a text's hidden states.
public enum Pooling {
  /// The first token's, as BERT was pretrained.
  FIRST,
  /// The mean over tokens.
  MEAN,
  /// The last token's, the only one of a decoder that has seen the whole text.
  LAST
}
