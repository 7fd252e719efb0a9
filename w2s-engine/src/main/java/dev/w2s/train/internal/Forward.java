package dev.w2s.train.internal;

import dev.w2s.model.Body;
import dev.w2s.model.Link;
import dev.w2s.model.Pass;
import dev.w2s.model.TableRows;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.TokenBatch;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;

/// A micro-batch on its way through a body and a head: its logits, and the way back for their
/// gradient. The innermost open scope owns what it holds.
sealed interface Forward permits Forward.Remembered, Recomputed {
  /// What the head gave, float32; of a classifier `[B, k]`.
  Tensor logits();

  /// Adds to the weights' gradients what follows from a gradient of the logits.
  ///
  /// @param gradient float32, of the shape of [#logits]
  void sendBack(Tensor gradient);

  /// Goes through a body and a head.
  ///
  /// @param head from what the way leads to, to logits
  /// @param recompute whether layers are computed again on the way back
  static Forward of(
      Way way, UnaryOperator<Tensor> head, TokenBatch batch, Pass pass, boolean recompute) {
    return recompute
        ? Recomputed.of(way, head, batch, pass)
        : Remembered.of(way, head, batch, pass);
  }

  /// Goes through a body to a loss and, where that is finite, adds its gradient to those of the
  /// weights.
  ///
  /// @param loss from hidden states `[N, H]`, without dimensions
  /// @return the loss
  static double learn(
      Body body, UnaryOperator<Tensor> loss, TokenBatch batch, Pass pass, boolean recompute) {
    Forward forward = of(Way.hidden(body), loss, batch, pass, recompute);
    double value = forward.logits().item_double();
    if (Double.isFinite(value)) {
      forward.sendBack(Tensors.scalar(1));
    }
    return value;
  }

  /// All that the way back needs is in memory.
  ///
  /// @param rows of tables that were looked up
  record Remembered(Tensor logits, TableRows rows) implements Forward {
    private static Remembered of(Way way, UnaryOperator<Tensor> head, TokenBatch batch, Pass pass) {
      TableRows rows = new TableRows();
      Tensor embedded = way.embedded(batch, lookingUp(rows, pass));
      return new Remembered(head.apply(Link.through(way.links(), embedded, batch, pass)), rows);
    }

    @Override
    public void sendBack(Tensor gradient) {
      backward(logits, gradient);
      rows.addGradients();
    }
  }

  /// A pass whose way back is of the rows of embeddings that were looked up. A graphics processor
  /// would have to be waited for to tell which rows they are: there, it is of whole tables.
  static Pass lookingUp(TableRows rows, Pass pass) {
    return switch (Libtorch.device()) {
      case CPU -> pass.lookingUp(rows);
      case CUDA -> pass;
    };
  }

  /// Sends a gradient back from a tensor to all leaves that it was computed from.
  static void backward(Tensor from, Tensor gradient) {
    from.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
  }
}
