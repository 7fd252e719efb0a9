package dev.w2s.study;

/// How the learning rate falls after warm-up.
public enum Decay {
  /// It stays.
  CONSTANT,
  /// Straight to 0 at the last step.
  LINEAR,
  /// Half a cosine to 0 at the last step.
  COSINE
}
