package dev.w2s.model;

import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.Tensor;

/// Gives each text a score for every class.
public interface Scorer {
  /// Class scores before softmax, float32 `[B, k]`.
  ///
  /// @param batch of `B * sequences` rows
  Tensor logits(TokenBatch batch, Pass pass);

  /// Number of classes k.
  int classes();

  /// Token sequences that belong together to one row, side by side in a batch; a row's scores are
  /// then one for each.
  default int sequences() {
    return 1;
  }
}
