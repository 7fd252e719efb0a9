package dev.w2s.model;

import dev.w2s.text.TokenBatch;
import dev.w2s.text.TokenBatch.Run;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Tokens that go on from what a decoder remembers of those before them.
///
/// @param cache what is remembered
/// @param batch the tokens
/// @param layer that is gone through, from 0
public record Continuation(KeyValueCache cache, TokenBatch batch, int layer) {
  /// The same in another layer.
  Continuation in(int number) {
    return new Continuation(cache, batch, number);
  }

  /// Keys of all that is remembered of a run's rows and of their tokens, `[R, heads, C, d]`, where
  /// C is the batch's reach.
  ///
  /// @param fresh keys of the tokens, `[R, heads, T, d]`
  /// @param places where they stand, int64 `[R, T]`
  public Tensor keys(Run run, Tensor fresh, Tensor places) {
    return with(cache.keys(layer, batch.rows(), fresh), run, fresh, places);
  }

  /// The same of values.
  public Tensor values(Run run, Tensor fresh, Tensor places) {
    return with(cache.values(layer, batch.rows(), fresh), run, fresh, places);
  }

  private Tensor with(Tensor remembered, Run run, Tensor fresh, Tensor places) {
    Tensor theirs = remembered.narrow(0, run.row(), run.rows());
    Tensor columns = places.view(run.rows(), 1, run.length(), 1).expand(fresh.sizes());
    theirs.scatter_(2, columns, fresh.detach());
    return theirs.narrow(2, 0, batch.reach());
  }

  /// True where a token sees a column: it is its own, or before it, and not too far before; bool
  /// `[R, 1, T, C]`.
  ///
  /// @param places of the tokens, int64 `[R, T]`
  /// @param window how many tokens are seen at most, the token itself among them
  public Tensor visible(Tensor places, int window) {
    Tensor own = places.unsqueeze(1).unsqueeze(3); // [R, 1, T, 1]
    Tensor columns = torch.arange(new Scalar(batch.reach()), places.options());
    Tensor visible = columns.le(own);
    return window >= batch.reach()
        ? visible
        : visible.logical_and(columns.gt(own.sub(new Scalar(window))));
  }
}
