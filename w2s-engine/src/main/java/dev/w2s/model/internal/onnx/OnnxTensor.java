package dev.w2s.model.internal.onnx;

import dev.w2s.model.internal.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `TensorProto`: where its raw bytes lie in the file, and the bytes themselves where they are
/// few.
///
/// @param name as in the graph; empty for a constant
/// @param type of its numbers; null where it is one that no weight has
/// @param shape sizes
/// @param offset of its raw bytes in the file
/// @param length how many raw bytes there are; -1 where it has none, because they lie elsewhere
/// @param head the raw bytes, where they are few
record OnnxTensor(
    String name,
    @Nullable ElementType type,
    List<Long> shape,
    long offset,
    long length,
    byte[] head) {
  /// More raw bytes than that are not kept in memory.
  static final int HEAD = 64;

  OnnxTensor {
    shape = List.copyOf(shape);
  }

  /// The numbers of a small int64 tensor; none where it is not one.
  long[] longs() {
    if (type != ElementType.I64 || head.length % Long.BYTES != 0) {
      return new long[0];
    }
    long[] values = new long[head.length / Long.BYTES];
    buffer().asLongBuffer().get(values);
    return values;
  }

  /// The number of a float32 scalar; null where it is not one.
  @Nullable Float scalar() {
    return type == ElementType.F32 && head.length == Float.BYTES ? buffer().getFloat() : null;
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Whether the raw bytes are as many as the shape needs.
  boolean complete() {
    if (type == null || shape.stream().anyMatch(size -> size < 0)) {
      return false;
    }
    try {
      long needed = type.bytes();
      for (long size : shape) {
        needed = Math.multiplyExact(needed, size);
      }
      return needed == length;
    } catch (ArithmeticException e) {
      return false;
    }
  }
}
