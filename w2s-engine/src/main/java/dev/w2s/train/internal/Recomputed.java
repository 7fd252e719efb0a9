package dev.w2s.train.internal;

import dev.w2s.model.Link;
import dev.w2s.model.Pass;
import dev.w2s.model.TableRows;
import dev.w2s.tensor.Scope;
import dev.w2s.text.TokenBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// A way through a network on which only what each layer reads is remembered; on the way back each
/// layer is computed again, with the same dropout (gradient checkpointing, arXiv 1604.06174). The
/// gradients are those of the way that remembers all, bit for bit.
final class Recomputed implements Forward {
  private final Way way;
  private final TokenBatch batch;
  private final Pass pass;
  private final List<Tensor> inputs = new ArrayList<>(); // [N, H] each
  private final List<GeneratorState> generators = new ArrayList<>();
  private final Leaf hidden;
  private final Tensor logits;

  /// A tensor that gathers its gradient, and what is computed from it: through a view, so that
  /// gradients of several uses are summed in the order in which a network sums them.
  ///
  /// @param tensor the leaf
  /// @param used a view of it
  private record Leaf(Tensor tensor, Tensor used) {
    static Leaf of(Tensor values) {
      Tensor leaf = values.detach();
      leaf.requires_grad_(true);
      return new Leaf(leaf, leaf.view(values.sizes()));
    }

    /// What it gathered, as a tensor of its own: libtorch gives a reference into the leaf.
    Tensor gradient() {
      return tensor.grad().detach();
    }
  }

  private Recomputed(Way way, UnaryOperator<Tensor> head, TokenBatch batch, Pass pass) {
    this.way = way;
    this.batch = batch;
    this.pass = pass;
    this.hidden = Leaf.of(through());
    this.logits = head.apply(hidden.used);
  }

  static Recomputed of(Way way, UnaryOperator<Tensor> head, TokenBatch batch, Pass pass) {
    return new Recomputed(way, head, batch, pass);
  }

  /// What the head reads, without a way back.
  private Tensor through() {
    try (NoGradGuard constant = new NoGradGuard()) {
      remember();
      Tensor x = way.embedded(batch, pass);
      for (Link link : way.links()) {
        remember();
        inputs.add(x);
        Tensor read = x;
        x = Scope.only(() -> link.apply(read, batch, pass));
      }
      return x;
    }
  }

  private void remember() {
    if (pass.dropout() > 0) {
      generators.add(GeneratorState.capture());
    }
  }

  private void recall(int piece) {
    if (pass.dropout() > 0) {
      generators.get(piece).restore();
    }
  }

  @Override
  public Tensor logits() {
    return logits;
  }

  @Override
  public void sendBack(Tensor gradient) {
    // Where the next way forwards has to go on.
    remember();
    Forward.backward(logits, gradient);
    Tensor back = hidden.gradient();
    for (int i = inputs.size() - 1; i >= 0; i--) {
      Tensor above = back;
      back = back(i, above);
      Scope.free(above);
      Scope.free(inputs.get(i));
    }
    embeddingsBack(back);
    recall(inputs.size() + 1);
  }

  private Tensor back(int i, Tensor gradient) {
    return Scope.only(() -> {
      recall(i + 1);
      Leaf input = Leaf.of(inputs.get(i));
      Forward.backward(way.links().get(i).apply(input.used, batch, pass), gradient);
      return input.gradient();
    });
  }

  private void embeddingsBack(Tensor gradient) {
    try (Scope scope = Scope.open()) {
      recall(0);
      TableRows rows = new TableRows();
      Tensor embedded = way.embedded(batch, Forward.lookingUp(rows, pass));
      if (embedded.requires_grad()) {
        Forward.backward(embedded, gradient);
        rows.addGradients();
      }
    }
  }
}
