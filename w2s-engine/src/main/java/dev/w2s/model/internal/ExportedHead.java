package dev.w2s.model.internal;

import dev.w2s.model.ClassifierWeights;
import dev.w2s.model.internal.ClassHead.Between;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// A linear head W, b on the pooled vector, as the head that the reference implementation has.
///
/// Behind tanh: the first k rows of the inner layer are s W and s b with s = 2^-18, the outer layer
/// is 1/s on them. `tanh(x) = x (1 - x^2 / 3 + ...)`, so that a logit z is off by z (s z)^2 / 3:
/// for |z| up to 100 that is less than float32 rounds. Multiplying by a power of two rounds
/// nothing.
///
/// Behind ReLU: rows c and k + c of the inner layer are W, b and -W, -b; the outer layer subtracts
/// them, and `relu(z) - relu(-z) = z`.
final class ExportedHead {
  private static final double SCALE = 0x1p-18;

  private final ClassifierLayout layout;
  private final ClassifierWeights trained;
  private final long width;
  private final long classes;

  private ExportedHead(ClassifierLayout layout, ClassifierWeights trained) {
    this.layout = layout;
    this.trained = trained;
    this.classes = trained.head().size(0);
    this.width = trained.head().size(1);
  }

  /// Whether the layout can say what the head computes.
  static boolean fits(ClassifierLayout layout, ClassifierWeights trained) {
    long rows = trained.head().size(0) * (layout.between() == Between.RELU ? 2 : 1);
    Tensor bias = trained.bias();
    return (layout.inner() == null || rows <= trained.head().size(1))
        && (layout.biased() || bias == null || bias.count_nonzero().item_long() == 0);
  }

  /// The head's tensors, under the names of the layout.
  static Map<String, Tensor> tensors(ClassifierLayout layout, ClassifierWeights trained) {
    return new ExportedHead(layout, trained).tensors();
  }

  private Map<String, Tensor> tensors() {
    return switch (layout.between()) {
      case NOTHING -> named(layout.outer(), trained.head(), layout.biased() ? bias() : null);
      case TANH -> {
        Scalar scale = new Scalar(SCALE);
        yield both(
            trained.head().mul(scale), bias().mul(scale), first(0).mul(new Scalar(1 / SCALE)));
      }
      case RELU ->
          both(
              torch.cat(of(trained.head(), trained.head().neg()), 0),
              torch.cat(of(bias(), bias().neg()), 0),
              first(0).sub(first(classes)));
    };
  }

  /// @param rows of the inner layer `[n, H]`, the others are 0
  /// @param biases of these rows `[n]`
  private Map<String, Tensor> both(Tensor rows, Tensor biases, Tensor outer) {
    long rest = width - rows.size(0);
    Map<String, Tensor> all =
        named(
            String.valueOf(layout.inner()),
            torch.cat(of(rows, torch.zeros(rest, width)), 0), // [H, H]
            torch.cat(of(biases, torch.zeros(rest)), 0)); // [H]
    all.putAll(named(layout.outer(), outer, torch.zeros(classes)));
    return all;
  }

  /// `[k, H]`, 1 where class c meets row `start + c`.
  private Tensor first(long start) {
    Tensor outer = torch.zeros(classes, width);
    outer.narrow(1, start, classes).fill_diagonal_(new Scalar(1));
    return outer;
  }

  private Tensor bias() {
    Tensor bias = trained.bias();
    return bias == null ? torch.zeros(classes) : bias;
  }

  private static TensorVector of(Tensor a, Tensor b) {
    return new TensorVector(a, b);
  }

  private static Map<String, Tensor> named(String name, Tensor weight, @Nullable Tensor bias) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(name + ".weight", weight);
    if (bias != null) {
      tensors.put(name + ".bias", bias);
    }
    return tensors;
  }
}
