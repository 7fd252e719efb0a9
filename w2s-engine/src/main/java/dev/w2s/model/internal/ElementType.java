package dev.w2s.model.internal;

import org.bytedeco.pytorch.global.torch;

/// Types of stored numbers, under the names that safetensors gives them.
public enum ElementType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U8(1),
  BOOL(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /// Bytes of one number.
  public int bytes() {
    return bytes;
  }

  /// Whether weights may be stored in it; they are float32 once they are read.
  public boolean isWeight() {
    return switch (this) {
      case F64, F32, F16, BF16, I64 -> true;
      case I32, I16, I8, U8, BOOL -> false;
    };
  }

  /// The same type in libtorch.
  public torch.ScalarType scalarType() {
    return switch (this) {
      case F64 -> torch.ScalarType.Double;
      case F32 -> torch.ScalarType.Float;
      case F16 -> torch.ScalarType.Half;
      case BF16 -> torch.ScalarType.BFloat16;
      case I64 -> torch.ScalarType.Long;
      case I32 -> torch.ScalarType.Int;
      case I16 -> torch.ScalarType.Short;
      case I8 -> torch.ScalarType.Char;
      case U8 -> torch.ScalarType.Byte;
      case BOOL -> torch.ScalarType.Bool;
    };
  }

  /// The type of a tensor.
  ///
  /// @throws IllegalArgumentException where safetensors has no name for it
  public static ElementType of(torch.ScalarType type) {
    for (ElementType element : values()) {
      if (element.scalarType() == type.intern()) {
        return element;
      }
    }
    throw new IllegalArgumentException("tensors of type " + type + " cannot be stored");
  }
}
