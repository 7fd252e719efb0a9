package dev.w2s.model.internal;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// Scores pressed into a range, `c tanh(x / c)`, arXiv 2408.00118, section 2.
final class SoftCap {
  /// Leaves scores as they are.
  static final double NONE = 0;

  private SoftCap() {}

  /// Scores of any shape, each between `-cap` and `cap`.
  static Tensor apply(Tensor scores, double cap) {
    return cap == NONE ? scores : scores.div(new Scalar(cap)).tanh().mul(new Scalar(cap));
  }
}
