package dev.w2s.model;

import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.Tensor;

/// Gives each text a score for every class.
public interface Scorer {
  /// Class scores before softmax, float32 `[B, k]`.
  Tensor logits(TokenBatch batch, Pass pass);

  /// Number of classes k.
  int classes();
}
