package dev.w2s.study;

/// How one vector is made of a text's hidden states.
public enum Pooling {
  /// The first token's, as BERT was pretrained.
  FIRST,
  /// The mean over real tokens.
  MEAN,
  /// The last real token's, the only one of a decoder that has seen the whole text.
  LAST
}
