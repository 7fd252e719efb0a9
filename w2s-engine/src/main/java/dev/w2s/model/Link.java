package dev.w2s.model;

import dev.w2s.tensor.Scope;
import dev.w2s.text.TokenBatch;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// One piece of a network's depth: a layer, the last norm, or what makes one vector of each row's.
/// What it gives depends on its input, the batch, the pass, its weights and, with dropout,
/// libtorch's default generator alone, so that it can be computed again.
@FunctionalInterface
public interface Link {
  /// Float32 `[N, H]` to `[M, H]`: as many as it reads, or one for each row.
  Tensor apply(Tensor x, TokenBatch batch, Pass pass);

  /// What the last of some links gives, each of which reads what the one before it gave.
  ///
  /// @param x what the first reads; freed once that is read, unless the way back needs it
  static Tensor through(List<Link> links, Tensor x, TokenBatch batch, Pass pass) {
    Tensor given = x;
    for (Link link : links) {
      Tensor read = given;
      // What the way back needs stays alive with it; all else that a layer makes goes at once.
      given = Scope.only(() -> link.apply(read, batch, pass));
      Scope.free(read);
    }
    return given;
  }
}
