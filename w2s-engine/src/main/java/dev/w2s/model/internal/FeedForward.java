package dev.w2s.model.internal;

import dev.w2s.model.Pass;
import org.bytedeco.pytorch.Tensor;

/// Two linear layers with an activation between them, arXiv 1706.03762, section 3.3.
record FeedForward(Projection up, Activation activation, Projection down) {
  /// `[N, H]` to the same shape.
  Tensor apply(Tensor x, Pass pass) {
    return down.apply(activation.apply(up.apply(x, pass)), pass);
  }
}
