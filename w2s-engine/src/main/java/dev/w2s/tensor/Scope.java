package dev.w2s.tensor;

import java.util.OptionalLong;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// Owns the native memory of everything made while it is the innermost open scope of its thread,
/// and frees it when closed. Without one, tensors wait for the garbage collector and memory grows
/// by gigabytes. One scope for each step and each micro-batch keeps it flat.
public final class Scope implements AutoCloseable {
  private final PointerScope scope = new PointerScope();

  private Scope() {}

  /// Opens a scope on this thread.
  public static Scope open() {
    return new Scope();
  }

  /// Lets a tensor made in this scope outlive it; the caller then owns it, and frees it with
  /// [#free].
  public Tensor keep(Tensor tensor) {
    // The scope holds the only reference; without another one, leaving it would free the tensor.
    tensor.retainReference();
    scope.detach(tensor);
    return tensor;
  }

  /// A tensor alone, owned by the innermost open scope: all else that was made on the way to it is
  /// freed at once.
  public static Tensor only(Supplier<Tensor> work) {
    Tensor result;
    try (Scope scope = open()) {
      result = scope.keep(work.get());
    }
    PointerScope around = PointerScope.getInnerScope();
    if (around != null) {
      around.attach(result);
      // The scope around has taken a reference of its own.
      result.releaseReference();
    }
    return result;
  }

  /// Frees a tensor that lives outside any scope; nothing happens where it is freed already.
  public static void free(Tensor tensor) {
    if (!tensor.isNull()) {
      tensor.close();
    }
  }

  /// Native objects that are alive in this process: tensors, and what was made to call libtorch.
  /// Equal before and after a scope that keeps nothing.
  public static long liveObjects() {
    return Pointer.totalCount();
  }

  /// Native bytes that are allocated and not freed in this process, those of tensors among them;
  /// empty where the C library does not count them (it does where it is glibc).
  public static OptionalLong liveBytes() {
    return NativeHeap.liveBytes();
  }

  /// Bytes of this process that lie in memory now.
  public static long residentBytes() {
    return Pointer.physicalBytes();
  }

  @Override
  public void close() {
    scope.close();
  }
}
