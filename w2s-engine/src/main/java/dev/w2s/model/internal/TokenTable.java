package dev.w2s.model.internal;

import dev.w2s.model.Pass;
import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Embeddings of tokens, which are looked up in a table.
///
/// @param table `[V, H]`
/// @param fixed the token whose embedding is not trained; [#NONE] for none
record TokenTable(Tensor table, int fixed) {
  /// All embeddings are trained.
  static final int NONE = -1;

  /// Those of a batch's tokens, `[N, H]`.
  Tensor of(TokenBatch batch, Pass pass) {
    return pass.rows()
        .map(rows -> rows.of(table, batch.ids(), fixed))
        .orElseGet(() -> torch.embedding(table, batch.ids(), fixed, false, false));
  }
}
