package dev.w2s.study;

import java.util.Objects;

/// What the plan has to know of a model, read without loading its weights.
///
/// @param fingerprint SHA-256 over the bytes of configuration, weights and tokenizer, and how one
///   vector is made of a text, in hex
/// @param family the architecture, e.g. `bert`
/// @param parameters number of weights, of the layers that are used
/// @param bodyParameters the same without embedding tables: what a matrix product is made with for
///   every token
/// @param layers layers that are used
/// @param hidden width H
/// @param maxTokens the longest input it has positions for
public record ModelFacts(
    String fingerprint,
    String family,
    long parameters,
    long bodyParameters,
    int layers,
    int hidden,
    int maxTokens) {
  public ModelFacts {
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(family, "family");
  }
}
