package dev.w2s.model.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The heads of attention, of all tokens and of the rows of a run.
final class Heads {
  private Heads() {}

  /// `[N, heads * d]` to `[N, heads, d]`, without a copy.
  static Tensor split(Tensor x, long headWidth) {
    return x.view(x.size(0), x.size(1) / headWidth, headWidth);
  }

  /// What lies side by side, as tensors of their own, without a copy: `[N, n, heads, d]` or `[N,
  /// heads, n, d]` to n times `[N, heads, d]`. The way back puts them side by side at once.
  ///
  /// @param dimension of the n
  static List<Tensor> apart(Tensor x, long dimension) {
    return list(x.unbind(dimension));
  }

  /// All tokens run by run, without a copy: `[N, heads, d]` to `[n, heads, d]` each.
  ///
  /// @param counts tokens of each run, n
  static List<Tensor> cut(Tensor x, long[] counts) {
    return counts.length == 1 ? List.of(x) : list(torch.split_with_sizes(x, counts, 0));
  }

  /// A run's tokens, `[R * T, heads, d]`, as `[R, heads, T, d]`, without a copy.
  static Tensor byRow(Tensor x, long rows) {
    return x.view(rows, x.size(0) / rows, x.size(1), x.size(2)).transpose(1, 2);
  }

  /// All tokens again, `[R, heads, T, d]` of each run to `[M, heads * d]`.
  static Tensor joined(List<Tensor> runs) {
    if (runs.size() == 1) {
      return joined(runs.getFirst());
    }
    TensorVector all = new TensorVector();
    runs.forEach(run -> all.push_back(joined(run)));
    return torch.cat(all, 0);
  }

  private static Tensor joined(Tensor run) {
    return run.transpose(1, 2).reshape(run.size(0) * run.size(2), run.size(1) * run.size(3));
  }

  private static List<Tensor> list(TensorVector tensors) {
    List<Tensor> list = new ArrayList<>();
    for (long i = 0; i < tensors.size(); i++) {
      list.add(tensors.get(i));
    }
    return list;
  }
}
