package dev.w2s.generate;

/// How likely an answer is after a prompt.
///
/// @param logProbability of all its tokens, natural logarithm
/// @param tokens how many they are
public record Score(double logProbability, int tokens) {}
