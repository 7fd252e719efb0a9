package dev.w2s.model.internal;

import dev.w2s.model.Pass;
import org.bytedeco.pytorch.Tensor;

/// A linear layer, however its weights are stored.
interface Projection {
  /// `[N, in]` to `[N, out]`.
  Tensor apply(Tensor x, Pass pass);
}
