package dev.w2s.model;

import dev.w2s.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The rows that a batch looks up in tables of embeddings, on a way back that is of them alone. A
/// table is large, and a batch needs few of its rows: these are a small table of their own, whose
/// gradient is added to the rows of the large one. That is to the bit what libtorch adds, without a
/// gradient of the whole table that is 0 nearly everywhere.
public final class TableRows {
  private final List<Looked> looked = new ArrayList<>();

  /// @param rows `[n, H]`, a leaf
  /// @param ids of these rows in the table, `[n]`
  private record Looked(Tensor table, Tensor rows, Tensor ids) {
    /// Does nothing where none of the rows was learnt.
    void addGradient() {
      Tensor gradient = rows.grad();
      if (!gradient.defined()) {
        return;
      }
      if (!table.grad().defined()) {
        table.mutable_grad().put(torch.zeros_like(table));
      }
      table.mutable_grad().index_add_(0, ids, gradient);
    }
  }

  /// Embeddings of tokens, as [torch#embedding] gives them; the innermost open scope owns them.
  ///
  /// @param table `[V, H]`
  /// @param tokens int64 `[N]`
  /// @param fixed the token whose embedding is not trained; -1 for none
  public Tensor of(Tensor table, Tensor tokens, int fixed) {
    if (!table.requires_grad()) {
      return torch.embedding(table, tokens, fixed, false, false);
    }
    long[] all = Tensors.toLongs(tokens);
    long[] distinct = Arrays.stream(all).sorted().distinct().toArray();
    long[] places = Arrays.stream(all).map(id -> Arrays.binarySearch(distinct, id)).toArray();
    Tensor ids = Tensors.longs(distinct, distinct.length);
    Tensor rows = table.detach().index_select(0, ids);
    rows.requires_grad_(true);
    looked.add(new Looked(table, rows, ids));
    return torch.embedding(
        rows,
        Tensors.longs(places, places.length),
        Math.max(-1, Arrays.binarySearch(distinct, fixed)),
        false,
        false);
  }

  /// Adds what the rows gathered to the gradients of their tables.
  public void addGradients() {
    try (NoGradGuard constant = new NoGradGuard()) {
      looked.forEach(Looked::addGradient);
    }
  }
}
