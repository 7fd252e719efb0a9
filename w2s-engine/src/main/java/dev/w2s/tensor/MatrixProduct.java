package dev.w2s.tensor;

import dev.w2s.study.Precision;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The product of two square matrices, to be timed: what a machine computes at best, and so what a
/// training step is held against.
public final class MatrixProduct implements AutoCloseable {
  private final long size;
  private final Tensor left;
  private final Tensor right;

  /// @param size rows and columns n
  public MatrixProduct(int size, Precision precision) {
    this.size = size;
    Libtorch.use(precision);
    torch.ScalarType type = Libtorch.factors(precision);
    try (Scope scope = Scope.open()) {
      left = scope.keep(Tensors.ones(type, size, size));
      right = scope.keep(Tensors.ones(type, size, size));
    }
  }

  /// Floating-point operations of one product, `2 n^3`.
  public double operations() {
    return 2.0 * size * size * size;
  }

  /// Computes it once.
  ///
  /// @return seconds that took
  public double seconds() {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      long start = System.nanoTime();
      torch.mm(left, right);
      Libtorch.await();
      return (System.nanoTime() - start) / 1e9;
    }
  }

  @Override
  public void close() {
    Scope.free(left);
    Scope.free(right);
  }
}
