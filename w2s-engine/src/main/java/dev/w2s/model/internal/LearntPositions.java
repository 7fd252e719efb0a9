package dev.w2s.model.internal;

import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Embeddings of places, which are looked up in a table.
///
/// @param table `[first + places, H]`
/// @param first the row of a text's first token
record LearntPositions(Tensor table, int first) {
  /// Those of a batch's tokens, `[N, H]`.
  Tensor of(TokenBatch batch) {
    return torch.embedding(table.narrow(0, first, batch.reach()), batch.places());
  }
}
