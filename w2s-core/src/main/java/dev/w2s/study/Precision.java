package dev.w2s.study;

/// The numbers that matrix products are made with; weights, norms, attention and losses are float32
/// always.
public enum Precision {
  FLOAT32,
  BFLOAT16
}
