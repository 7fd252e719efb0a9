package dev.w2s.generate.internal;

/// A token that was chosen.
///
/// @param logProbability of the model's own distribution
record Pick(int token, double logProbability) {}
