package dev.w2s.study;

/// How weights follow from gradients.
public enum Optimiser {
  /// Adam with decoupled weight decay, arXiv 1711.05101.
  ADAMW,
  /// Adam, arXiv 1412.6980; weight decay is added to the gradient.
  ADAM,
  /// Adafactor, arXiv 1804.04235: of a matrix, second moments are kept as one number for each row
  /// and column, and no first moments, so that its state is small.
  ADAFACTOR
}
