package dev.w2s.model;

import dev.w2s.text.Tokenizer;

/// A model in memory that says something of texts as it is: nothing is left to train. Frees its
/// memory when closed.
public sealed interface LoadedPredictor extends AutoCloseable
    permits LoadedClassifier, LoadedRewardModel, LoadedWriter {
  /// The longest input: what its tokenizer's settings say, or what it has positions for.
  int maxTokens();

  /// What turns texts into the ids it knows.
  Tokenizer tokenizer();

  /// SHA-256 over all bytes that decide what it computes, in hex.
  String fingerprint();

  @Override
  void close();
}
