package dev.w2s.train.internal;

import dev.w2s.model.Parameters;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The weights of a model, and their gradients, each side by side in one buffer: an optimiser's
/// step, a norm, a checkpoint or a copy of the best state is then one operation over one tensor in
/// place of hundreds. The model's own tensors become views of the buffer and stay what the model
/// computes with.
///
/// Matrices and tables come first and decay; vectors (biases, norms) follow and do not.
public final class FlatWeights implements AutoCloseable {
  /// Every weight starts at a multiple of 64 bytes, as in memory of its own.
  private static final long ALIGNMENT = 16;

  private final List<Tensor> tensors;
  private final long decayed;
  private final Tensor weights;
  private final Tensor gradients;

  private FlatWeights(List<Tensor> matrices, List<Tensor> vectors) {
    this.tensors = new ArrayList<>(matrices);
    this.tensors.addAll(vectors);
    this.decayed = length(matrices);
    long all = length(tensors);
    this.weights = Tensors.zeros(all);
    this.gradients = Tensors.zeros(all);
  }

  /// Moves a model's weights into one buffer, which the innermost open scope owns together with the
  /// model, and readies them for gradients.
  public static FlatWeights of(Parameters parameters) {
    List<Tensor> matrices = parameters.all().stream().filter(weight -> weight.dim() >= 2).toList();
    List<Tensor> vectors = parameters.all().stream().filter(weight -> weight.dim() < 2).toList();
    FlatWeights flat = new FlatWeights(matrices, vectors);
    flat.attach();
    // The places of the weights as they were are holes now, which activations would lie beside.
    Libtorch.releaseFreed();
    return flat;
  }

  /// All weights, float32 `[n]`.
  public Tensor weights() {
    return weights;
  }

  /// The sum of all gradients since the last [#clearGradients], float32 `[n]`.
  public Tensor gradients() {
    return gradients;
  }

  /// How many numbers at the start of the buffer belong to matrices, which decay.
  public long decayed() {
    return decayed;
  }

  /// The weights one by one, each with its gradient; matrices first.
  List<Tensor> each() {
    return Collections.unmodifiableList(tensors);
  }

  /// The norm of all gradients together.
  public double gradientNorm() {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      return torch.linalg_vector_norm(gradients).item_double();
    }
  }

  /// Copies all weights into a tensor of their size, float32 `[n]`.
  void copyTo(Tensor copy) {
    copy(weights, copy);
  }

  /// Sets all weights to those of such a copy.
  void copyFrom(Tensor copy) {
    copy(copy, weights);
  }

  private static void copy(Tensor from, Tensor to) {
    try (NoGradGuard constant = new NoGradGuard()) {
      to.copy_(from);
    }
  }

  /// Sets all gradients to 0.
  public void clearGradients() {
    gradients.zero_();
  }

  /// Ends training: the model keeps its weights and needs no gradients any more.
  @Override
  public void close() {
    for (Tensor tensor : tensors) {
      try (Scope scope = Scope.open()) {
        tensor.mutable_grad().reset();
        tensor.set_requires_grad(false);
      }
    }
  }

  private void attach() {
    long offset = 0;
    for (Tensor tensor : tensors) {
      try (Scope scope = Scope.open();
          NoGradGuard constant = new NoGradGuard()) {
        attach(tensor, offset);
      }
      offset += padded(tensor);
    }
  }

  private void attach(Tensor tensor, long offset) {
    Tensor place = weights.narrow(0, offset, tensor.numel()).view_as(tensor);
    place.copy_(tensor);
    tensor.set_data(place);
    tensor.set_requires_grad(true);
    tensor.mutable_grad().put(gradients.narrow(0, offset, tensor.numel()).view_as(tensor));
  }

  private static long length(List<Tensor> tensors) {
    return tensors.stream().mapToLong(FlatWeights::padded).sum();
  }

  private static long padded(Tensor tensor) {
    return (tensor.numel() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
