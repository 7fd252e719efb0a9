package dev.w2s.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// Java arrays and memory to tensors and back. What is made here lies on the device that is
/// computed on, whatever that is; what is read here may lie anywhere.
///
/// On the way to a graphics processor, arrays are copied into page-locked memory first, and from
/// there while the processor goes on with what it was asked for before.
public final class Tensors {
  private Tensors() {}

  /// A float32 tensor with a copy of `values`, in row-major order.
  public static Tensor floats(float[] values, long... shape) {
    return of(MemorySegment.ofArray(values), values.length, torch.ScalarType.Float, shape);
  }

  /// A float64 tensor with a copy of `values`, in row-major order.
  public static Tensor doubles(double[] values, long... shape) {
    return of(MemorySegment.ofArray(values), values.length, torch.ScalarType.Double, shape);
  }

  /// An int64 tensor with a copy of `values`, in row-major order.
  public static Tensor longs(long[] values, long... shape) {
    return of(MemorySegment.ofArray(values), values.length, torch.ScalarType.Long, shape);
  }

  /// A float32 tensor of zeros.
  public static Tensor zeros(long... shape) {
    return torch.zeros(shape, there(torch.ScalarType.Float));
  }

  /// A tensor of ones.
  public static Tensor ones(torch.ScalarType type, long... shape) {
    return torch.ones(shape, there(type));
  }

  /// A float32 tensor of one number, without dimensions.
  public static Tensor scalar(float value) {
    return torch.full(new long[] {}, new Scalar(value), there(torch.ScalarType.Float));
  }

  /// A tensor on the device that is computed on: itself where that is the CPU, else a copy.
  ///
  /// @param tensor in the CPU's memory
  public static Tensor placed(Tensor tensor) {
    return switch (Libtorch.device()) {
      case CPU -> tensor;
      case CUDA -> tensor.to(cuda(), tensor.scalar_type());
    };
  }

  /// The same with a tensor that lives outside any scope, as its result does: where that is a copy,
  /// the tensor is freed.
  public static Tensor moved(Tensor tensor) {
    if (Libtorch.device() == Device.CPU) {
      return tensor;
    }
    try (Scope scope = Scope.open()) {
      return scope.keep(placed(tensor));
    } finally {
      Scope.free(tensor);
    }
  }

  /// A tensor in the CPU's memory: itself where it lies there, else a copy.
  public static Tensor host(Tensor tensor) {
    return tensor.is_cpu() ? tensor : tensor.cpu();
  }

  /// All values of a tensor as float32, in row-major order.
  public static float[] toFloats(Tensor tensor) {
    try (Scope scope = Scope.open()) {
      return read(tensor, torch.ScalarType.Float).toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  /// All values of a tensor as float64, in row-major order.
  public static double[] toDoubles(Tensor tensor) {
    try (Scope scope = Scope.open()) {
      return read(tensor, torch.ScalarType.Double).toArray(ValueLayout.JAVA_DOUBLE);
    }
  }

  /// All values of a tensor as int64, in row-major order.
  public static long[] toLongs(Tensor tensor) {
    try (Scope scope = Scope.open()) {
      return read(tensor, torch.ScalarType.Long).toArray(ValueLayout.JAVA_LONG);
    }
  }

  private static MemorySegment read(Tensor tensor, torch.ScalarType type) {
    return memory(host(tensor.detach().to(type).contiguous()));
  }

  /// Sets a contiguous tensor to the bytes that stand for its values, in row-major order.
  public static void fill(Tensor tensor, MemorySegment bytes) {
    if (tensor.is_cpu()) {
      memory(tensor).copyFrom(bytes);
      return;
    }
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      Tensor copy = tensor.cpu();
      memory(copy).copyFrom(bytes);
      tensor.copy_(copy);
    }
  }

  /// A tensor over memory outside the Java heap, without a copy: it must not be used once the
  /// memory is gone, nor written to where the memory is read-only.
  public static Tensor view(MemorySegment memory, torch.ScalarType type, long... shape) {
    if (!memory.isNative()) {
      throw new IllegalArgumentException("a tensor can only view memory outside the Java heap");
    }
    return torch.from_blob(new Address(memory.address()), shape, options(type));
  }

  /// The memory of a contiguous tensor, without a copy; it must not be used once the tensor is
  /// freed.
  ///
  /// @throws IllegalArgumentException where the tensor lies elsewhere than in the CPU's memory, or
  ///   in several pieces
  @SuppressWarnings("restricted") // the tensor itself says how long its memory is
  public static MemorySegment memory(Tensor tensor) {
    if (!tensor.is_cpu()) {
      throw new IllegalArgumentException("only a tensor in the CPU's memory can be read in place");
    }
    if (!tensor.is_contiguous()) {
      throw new IllegalArgumentException("only a contiguous tensor lies in memory as one piece");
    }
    return MemorySegment.ofAddress(tensor.data_ptr().address()).reinterpret(tensor.nbytes());
  }

  private static Tensor of(MemorySegment values, long count, torch.ScalarType type, long[] shape) {
    return switch (Libtorch.device()) {
      case CPU -> filled(values, count, options(type), shape);
      case CUDA ->
          Scope.only(() -> {
            TensorOptions pageLocked = options(type).pinned_memory(new BoolOptional(true));
            return filled(values, count, pageLocked, shape)
                .to(cuda(), type, true, false, new MemoryFormatOptional());
          });
    };
  }

  private static Tensor filled(
      MemorySegment values, long count, TensorOptions options, long[] shape) {
    Tensor tensor = torch.empty(shape, options, new MemoryFormatOptional());
    if (tensor.numel() != count) {
      throw new IllegalArgumentException(
          "a tensor of " + tensor.numel() + " values cannot be made of " + count);
    }
    memory(tensor).copyFrom(values);
    return tensor;
  }

  private static TensorOptions there(torch.ScalarType type) {
    return switch (Libtorch.device()) {
      case CPU -> options(type);
      case CUDA -> options(type).device(new DeviceOptional(cuda()));
    };
  }

  private static TensorOptions options(torch.ScalarType type) {
    return new TensorOptions(type);
  }

  /// The first graphics processor, as libtorch names it.
  static org.bytedeco.pytorch.Device cuda() {
    return new org.bytedeco.pytorch.Device(torch.DeviceType.CUDA, (byte) 0);
  }

  private static final class Address extends Pointer {
    Address(long value) {
      super((Pointer) null);
      address = value;
    }
  }
}
