package dev.w2s.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// Java arrays and memory to tensors and back.
public final class Tensors {
  private Tensors() {}

  /// A float32 tensor with a copy of `values`, in row-major order.
  public static Tensor floats(float[] values, long... shape) {
    Tensor tensor = torch.empty(shape, options(torch.ScalarType.Float), new MemoryFormatOptional());
    memory(checked(tensor, values.length)).copyFrom(MemorySegment.ofArray(values));
    return tensor;
  }

  /// A float64 tensor with a copy of `values`, in row-major order.
  public static Tensor doubles(double[] values, long... shape) {
    Tensor tensor =
        torch.empty(shape, options(torch.ScalarType.Double), new MemoryFormatOptional());
    memory(checked(tensor, values.length)).copyFrom(MemorySegment.ofArray(values));
    return tensor;
  }

  /// An int64 tensor with a copy of `values`, in row-major order.
  public static Tensor longs(long[] values, long... shape) {
    Tensor tensor = torch.empty(shape, options(torch.ScalarType.Long), new MemoryFormatOptional());
    memory(checked(tensor, values.length)).copyFrom(MemorySegment.ofArray(values));
    return tensor;
  }

  /// A bool tensor with a copy of `values`, 0 or 1, in row-major order.
  public static Tensor flags(byte[] values, long... shape) {
    Tensor tensor = torch.empty(shape, options(torch.ScalarType.Bool), new MemoryFormatOptional());
    memory(checked(tensor, values.length)).copyFrom(MemorySegment.ofArray(values));
    return tensor;
  }

  /// All values of a tensor as float32, in row-major order.
  public static float[] toFloats(Tensor tensor) {
    try (Scope scope = Scope.open()) {
      return memory(tensor.detach().to(torch.ScalarType.Float).contiguous())
          .toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  /// All values of a tensor as float64, in row-major order.
  public static double[] toDoubles(Tensor tensor) {
    try (Scope scope = Scope.open()) {
      return memory(tensor.detach().to(torch.ScalarType.Double).contiguous())
          .toArray(ValueLayout.JAVA_DOUBLE);
    }
  }

  /// All values of a tensor as int64, in row-major order.
  public static long[] toLongs(Tensor tensor) {
    try (Scope scope = Scope.open()) {
      return memory(tensor.detach().to(torch.ScalarType.Long).contiguous())
          .toArray(ValueLayout.JAVA_LONG);
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
  @SuppressWarnings("restricted") // the tensor itself says how long its memory is
  public static MemorySegment memory(Tensor tensor) {
    if (!tensor.is_contiguous()) {
      throw new IllegalArgumentException("only a contiguous tensor lies in memory as one piece");
    }
    return MemorySegment.ofAddress(tensor.data_ptr().address()).reinterpret(tensor.nbytes());
  }

  private static Tensor checked(Tensor tensor, long values) {
    if (tensor.numel() != values) {
      throw new IllegalArgumentException(
          "a tensor of " + tensor.numel() + " values cannot be made of " + values);
    }
    return tensor;
  }

  private static TensorOptions options(torch.ScalarType type) {
    return new TensorOptions(type);
  }

  private static final class Address extends Pointer {
    Address(long value) {
      super((Pointer) null);
      address = value;
    }
  }
}
