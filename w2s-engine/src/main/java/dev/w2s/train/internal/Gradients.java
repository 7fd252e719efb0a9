package dev.w2s.train.internal;

import dev.w2s.problem.CancelledException;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// What is minimised, as the loop of a training sees it.
public interface Gradients {
  /// Adds the gradient of a batch to the weights' gradients.
  ///
  /// @param batch indices of its rows
  /// @param progress share of the training that is done
  /// @return the loss
  /// @throws CancelledException where that was asked for; gradients are then incomplete
  double add(int[] batch, double progress);

  /// Halves the micro-batches from now on.
  ///
  /// @return false where those of this batch are single rows already
  boolean halve(int[] batch);

  /// What is remembered between two steps, part of the training's state; nothing unless said.
  default List<Tensor> tensors() {
    return List.of();
  }
}
