package dev.w2s.train.internal;

import dev.w2s.model.Parameters;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The weights of a model side by side in one buffer: a checkpoint, an average or a copy of the
/// best state is then one operation over one tensor in place of hundreds. The model's own tensors
/// become views of the buffer and stay what the model computes with.
///
/// Their gradients are what the way back leaves: the first of a step is taken as it is, and only
/// what follows is added to it. So they take no memory before the way back of a step's first
/// micro-batch, and none of them is cleared but for the largest.
///
/// Where layers are computed again on the way back, gradients have a buffer of their own: left
/// where one layer's work ended, they would break up the memory that the next layer's needs whole.
///
/// Matrices and tables come first and decay; vectors (biases, norms) follow and do not.
public final class FlatWeights implements AutoCloseable {
  /// Every weight starts at a multiple of 64 bytes, as in memory of its own.
  private static final long ALIGNMENT = 16;

  /// Gradients of so many numbers, 128 MB, are kept and cleared: the launcher has the C library
  /// give memory of that size back when it is freed, and its pages would be taken anew in each
  /// step.
  static final int KEPT = 1 << 25;

  private final List<Tensor> matrices;
  private final List<Tensor> vectors;
  private final Tensor weights;
  private final Optional<Tensor> gradients;

  private FlatWeights(List<Tensor> matrices, List<Tensor> vectors, boolean recompute) {
    this.matrices = List.copyOf(matrices);
    this.vectors = List.copyOf(vectors);
    this.weights = Tensors.zeros(length(matrices) + length(vectors));
    this.gradients = recompute ? Optional.of(torch.zeros_like(weights)) : Optional.empty();
  }

  /// Moves a model's weights into one buffer, which the innermost open scope owns together with the
  /// model, and readies them for gradients.
  ///
  /// @param recompute whether layers are computed again on the way back
  public static FlatWeights of(Parameters parameters, boolean recompute) {
    List<Tensor> matrices = parameters.all().stream().filter(weight -> weight.dim() >= 2).toList();
    List<Tensor> vectors = parameters.all().stream().filter(weight -> weight.dim() < 2).toList();
    FlatWeights flat = new FlatWeights(matrices, vectors, recompute);
    flat.attach();
    // The places of the weights as they were are holes now, which activations would lie beside.
    Libtorch.releaseFreed();
    return flat;
  }

  /// All weights, float32 `[n]`.
  public Tensor weights() {
    return weights;
  }

  /// Matrices and tables, which decay, one by one.
  List<Tensor> matrices() {
    return matrices;
  }

  /// Biases and norms, which do not.
  List<Tensor> vectors() {
    return vectors;
  }

  /// All of them, matrices first.
  List<Tensor> each() {
    List<Tensor> all = new ArrayList<>(matrices);
    all.addAll(vectors);
    return all;
  }

  /// The parts of another buffer of this layout that belong to each of [#each], without a copy; the
  /// innermost open scope owns them.
  List<Tensor> parts(Tensor buffer) {
    List<Tensor> parts = new ArrayList<>();
    long offset = 0;
    for (Tensor tensor : each()) {
      parts.add(part(buffer, offset, tensor));
      offset += padded(tensor);
    }
    return parts;
  }

  private static Tensor part(Tensor buffer, long offset, Tensor like) {
    return buffer.narrow(0, offset, like.numel()).view_as(like);
  }

  /// The gradient that a weight gathered since the last [#clearGradients]; 0 where it had no part
  /// in what was sent back. The weight keeps it.
  static Tensor gradient(Tensor weight) {
    if (!weight.grad().defined()) {
      weight.mutable_grad().put(torch.zeros_like(weight));
    }
    return weight.grad();
  }

  /// The norm of all gradients together.
  public double gradientNorm() {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      TensorVector norms = new TensorVector();
      each().forEach(weight -> norms.push_back(torch.linalg_vector_norm(gradient(weight))));
      return torch.linalg_vector_norm(torch.stack(norms)).item_double();
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

  /// Forgets all gradients.
  public void clearGradients() {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      gradients.ifPresentOrElse(Tensor::zero_, () -> each().forEach(FlatWeights::clearGradient));
    }
  }

  private static void clearGradient(Tensor weight) {
    if (weight.numel() < KEPT) {
      weight.mutable_grad().reset();
    } else if (weight.grad().defined()) {
      weight.mutable_grad().zero_();
    }
  }

  /// Ends training: the model keeps its weights and needs no gradients any more.
  @Override
  public void close() {
    for (Tensor tensor : each()) {
      try (Scope scope = Scope.open()) {
        tensor.mutable_grad().reset();
        tensor.set_requires_grad(false);
      }
    }
  }

  private void attach() {
    long offset = 0;
    for (Tensor tensor : each()) {
      try (Scope scope = Scope.open();
          NoGradGuard constant = new NoGradGuard()) {
        attach(tensor, offset);
      }
      offset += padded(tensor);
    }
  }

  private void attach(Tensor tensor, long offset) {
    Tensor place = part(weights, offset, tensor);
    place.copy_(tensor);
    tensor.set_data(place);
    tensor.set_requires_grad(true);
    tensor.mutable_grad().reset();
    gradients.ifPresent(all -> tensor.mutable_grad().put(part(all, offset, tensor)));
  }

  private static long length(List<Tensor> tensors) {
    return tensors.stream().mapToLong(FlatWeights::padded).sum();
  }

  private static long padded(Tensor tensor) {
    return (tensor.numel() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
