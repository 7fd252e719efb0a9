package dev.w2s.model;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Tokens that go on from what a decoder remembers of those before them.
///
/// @param cache what is remembered
/// @param places where each token stands in its row, int64 `[B, T]`
/// @param reach columns that hold something once the tokens are gone through, C
/// @param layer that is gone through, from 0
public record Continuation(KeyValueCache cache, Tensor places, int reach, int layer) {
  /// The same in another layer.
  Continuation in(int number) {
    return new Continuation(cache, places, reach, number);
  }

  /// Keys of all that is remembered and of the tokens, `[B, heads, C, d]`.
  ///
  /// @param fresh keys of the tokens, `[B, heads, T, d]`
  public Tensor keys(Tensor fresh) {
    return with(cache.keys(layer, fresh), fresh);
  }

  /// The same of values.
  public Tensor values(Tensor fresh) {
    return with(cache.values(layer, fresh), fresh);
  }

  private Tensor with(Tensor remembered, Tensor fresh) {
    Tensor columns = places.view(places.size(0), 1, places.size(1), 1).expand(fresh.sizes());
    remembered.scatter_(2, columns, fresh.detach());
    return remembered.narrow(2, 0, reach);
  }

  /// True where a token sees a column: it is its own, or before it, and not too far before; bool
  /// `[B, 1, T, C]`.
  ///
  /// @param window how many tokens are seen at most, the token itself among them
  public Tensor visible(int window) {
    Tensor own = places.unsqueeze(1).unsqueeze(3); // [B, 1, T, 1]
    Tensor columns = torch.arange(new Scalar(reach), places.options());
    Tensor visible = columns.le(own);
    return window >= reach ? visible : visible.logical_and(columns.gt(own.sub(new Scalar(window))));
  }
}
