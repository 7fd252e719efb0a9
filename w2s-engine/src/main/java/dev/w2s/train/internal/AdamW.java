package dev.w2s.train.internal;

import dev.w2s.tensor.Scope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/// AdamW (arXiv 1711.05101, algorithm 2) with the gradient clipped to a largest norm. One pass over
/// memory with libtorch's fused kernel:
///
/// - `m = b1 m + (1 - b1) g`, `v = b2 v + (1 - b2) g^2`, with b1 = 0.9 and b2 = 0.999
/// - `w = w - lr decay w - lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + 1e-8)`
public final class AdamW {
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
  public AdamW(FlatWeights flat, double weightDecay) {
    this.flat = flat;
    this.weightDecay = weightDecay;
    this.first = torch.zeros_like(flat.weights());
    this.second = torch.zeros_like(flat.weights());
    this.kernel = Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adamw_", "");
  }

  /// The norm of all gradients together.
  public double gradientNorm() {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      return torch.linalg_vector_norm(flat.gradients()).item_double();
    }
  }

  /// Changes the weights by one step.
  ///
  /// @param step counted from 1
  /// @param rate the learning rate
  /// @param shrink what the gradients are divided by first, see [#shrink]
  public void step(int step, double rate, double shrink) {
    long decayed = flat.decayed();
    long all = flat.weights().numel();
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      Tensor count = torch.full(new long[] {}, new Scalar((float) step));
      Tensor scale = torch.full(new long[] {}, new Scalar((float) shrink));
      update(0, decayed, weightDecay, count, rate, scale);
      update(decayed, all - decayed, 0, count, rate, scale);
    }
  }

  /// What gradients of norm `norm` are divided by so that it is at most `clip`; 1 where it is
  /// already.
  public static double shrink(double norm, double clip) {
    return Math.max(1, norm / clip);
  }

  /// First moments, float32 `[n]`.
  public Tensor first() {
    return first;
  }

  /// Second moments, float32 `[n]`.
  public Tensor second() {
    return second;
  }

  private void update(
      long start, long length, double decay, Tensor count, double rate, Tensor scale) {
    if (length == 0) {
      return;
    }
    IValueVector stack = new IValueVector();
    stack.push_back(list(flat.weights().narrow(0, start, length)));
    stack.push_back(list(flat.gradients().narrow(0, start, length)));
    stack.push_back(list(first.narrow(0, start, length)));
    stack.push_back(list(second.narrow(0, start, length)));
    stack.push_back(new IValue(emptyList()));
    stack.push_back(list(count));
    for (double number : new double[] {rate, BETA1, BETA2, decay, EPSILON}) {
      stack.push_back(new IValue(number));
    }
    stack.push_back(new IValue(false)); // amsgrad
    stack.push_back(new IValue(false)); // maximize
    stack.push_back(new IValue(scale));
    stack.push_back(new IValue()); // found_inf
    kernel.callBoxed(stack);
  }

  private static IValue list(Tensor tensor) {
    GenericList list = emptyList();
    list.push_back(new IValue(tensor));
    return new IValue(list);
  }

  private static GenericList emptyList() {
    return new GenericList(new Type.TypePtr(TensorType.get()));
  }
}
