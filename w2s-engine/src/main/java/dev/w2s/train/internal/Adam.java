package dev.w2s.train.internal;

import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/// Adam (arXiv 1412.6980, algorithm 1) and AdamW (arXiv 1711.05101, algorithm 2). One pass over
/// memory with libtorch's fused kernels:
///
/// - Adam: `g = g + decay w`
/// - `m = b1 m + (1 - b1) g`, `v = b2 v + (1 - b2) g^2`, with b1 = 0.9 and b2 = 0.999
/// - AdamW: `w = w - lr decay w`
/// - `w = w - lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + 1e-8)`
final class Adam implements Descent {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final FlatWeights flat;
  private final double weightDecay;
  private final Tensor first;
  private final Tensor second;
  private final OperatorHandle kernel;

  /// Moments of 0, owned by the innermost open scope.
  ///
  /// @param weightDecay of matrices; vectors do not decay
  /// @param decoupled whether weights decay by themselves, else their decay joins the gradient
  Adam(FlatWeights flat, double weightDecay, boolean decoupled) {
    this.flat = flat;
    this.weightDecay = weightDecay;
    this.first = torch.zeros_like(flat.weights());
    this.second = torch.zeros_like(flat.weights());
    this.kernel =
        Dispatcher.singleton()
            .findSchemaOrThrow(decoupled ? "aten::_fused_adamw_" : "aten::_fused_adam_", "");
  }

  @Override
  public void step(int step, double rate, double shrink) {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      Tensor count = Tensors.scalar((float) step);
      Tensor scale = Tensors.scalar((float) shrink);
      List<Tensor> firsts = flat.parts(first);
      List<Tensor> seconds = flat.parts(second);
      int decayed = flat.matrices().size();
      int all = flat.each().size();
      update(
          flat.matrices(),
          firsts.subList(0, decayed),
          seconds.subList(0, decayed),
          weightDecay,
          count,
          rate,
          scale);
      update(
          flat.vectors(),
          firsts.subList(decayed, all),
          seconds.subList(decayed, all),
          0,
          count,
          rate,
          scale);
    }
  }

  @Override
  public List<Tensor> state() {
    return List.of(first, second);
  }

  private void update(
      List<Tensor> weights,
      List<Tensor> firsts,
      List<Tensor> seconds,
      double decay,
      Tensor count,
      double rate,
      Tensor scale) {
    if (weights.isEmpty()) {
      // A graphics processor's kernel reads the first of them unasked.
      return;
    }
    IValueVector stack = new IValueVector();
    stack.push_back(list(weights));
    stack.push_back(list(weights.stream().map(FlatWeights::gradient).toList()));
    stack.push_back(list(firsts));
    stack.push_back(list(seconds));
    stack.push_back(new IValue(emptyList()));
    stack.push_back(list(Collections.nCopies(weights.size(), count)));
    for (double number : new double[] {rate, BETA1, BETA2, decay, EPSILON}) {
      stack.push_back(new IValue(number));
    }
    stack.push_back(new IValue(false)); // amsgrad
    stack.push_back(new IValue(false)); // maximize
    stack.push_back(new IValue(scale));
    stack.push_back(new IValue()); // found_inf
    kernel.callBoxed(stack);
  }

  private static IValue list(List<Tensor> tensors) {
    GenericList list = emptyList();
    tensors.forEach(tensor -> list.push_back(new IValue(tensor)));
    return new IValue(list);
  }

  private static GenericList emptyList() {
    return new GenericList(new Type.TypePtr(TensorType.get()));
  }
}
