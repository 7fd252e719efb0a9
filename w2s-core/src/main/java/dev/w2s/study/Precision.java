package dev.w2s.study;

/// The numbers that matrix products are made with; weights, norms and losses are float32 always,
/// and so is attention but for bfloat16 on a graphics processor.
public enum Precision {
  FLOAT32,
  /// 8 bits of exponent and 7 behind the point.
  BFLOAT16,
  /// Float32 whose products, those of attention too, are made with 10 bits behind the point: tensor
  /// cores of NVIDIA alone.
  TF32
}
