package dev.w2s.model.internal;

import org.bytedeco.pytorch.Tensor;

/// What brings hidden states back to one scale.
interface Norm {
  /// `[.., H]` to the same shape.
  Tensor apply(Tensor x);
}
