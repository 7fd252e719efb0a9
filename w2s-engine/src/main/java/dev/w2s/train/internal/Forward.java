package dev.w2s.train.internal;

import dev.w2s.model.Body;
import dev.w2s.model.Pass;
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
  /// @param head from hidden states `[B, T, H]` to logits
  /// @param recompute whether layers are computed again on the way back
  static Forward of(
      Body body, UnaryOperator<Tensor> head, TokenBatch batch, Pass pass, boolean recompute) {
    return recompute
        ? Recomputed.of(body, head, batch, pass)
        : new Remembered(head.apply(body.hidden(batch, pass)));
  }

  /// Goes through a body to a loss and, where that is finite, adds its gradient to those of the
  /// weights.
  ///
  /// @param loss from hidden states `[B, T, H]`, without dimensions
  /// @return the loss
  static double learn(
      Body body, UnaryOperator<Tensor> loss, TokenBatch batch, Pass pass, boolean recompute) {
    Forward forward = of(body, loss, batch, pass, recompute);
    double value = forward.logits().item_double();
    if (Double.isFinite(value)) {
      forward.sendBack(Tensors.scalar(1));
    }
    return value;
  }

  /// All that the way back needs is in memory.
  record Remembered(Tensor logits) implements Forward {
    @Override
    public void sendBack(Tensor gradient) {
      backward(logits, gradient);
    }
  }

  /// Sends a gradient back from a tensor to all leaves that it was computed from.
  static void backward(Tensor from, Tensor gradient) {
    from.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
  }
}
