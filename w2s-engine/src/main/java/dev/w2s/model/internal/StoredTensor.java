package dev.w2s.model.internal;

import java.nio.file.Path;
import java.util.List;

/// Where a tensor lies in a file. Its bounds are known to be right.
///
/// @param file the file
/// @param offset of its first byte in the file
/// @param type of its numbers
/// @param shape as it is stored
/// @param transposed whether a model wants it the other way round
public record StoredTensor(
    Path file, long offset, ElementType type, List<Long> shape, boolean transposed) {
  public StoredTensor {
    shape = List.copyOf(shape);
    if (transposed && shape.size() != 2) {
      throw new IllegalArgumentException("only a matrix can be transposed, not " + shape);
    }
  }

  /// One row of a matrix that is not transposed.
  public StoredTensor row(long row) {
    long columns = shape.get(1);
    if (transposed || row < 0 || row >= shape.get(0)) {
      throw new IllegalArgumentException("there is no row " + row + " in " + this);
    }
    return new StoredTensor(
        file, offset + row * columns * type.bytes(), type, List.of(columns), false);
  }

  /// The shape that a model sees.
  public List<Long> logicalShape() {
    return transposed ? shape.reversed() : shape;
  }

  /// The same tensor, transposed when it is read.
  public StoredTensor transpose() {
    return new StoredTensor(file, offset, type, shape, !transposed);
  }

  /// How many numbers it has.
  public long values() {
    long values = 1;
    for (long size : shape) {
      values *= size;
    }
    return values;
  }

  /// Bytes it takes in the file.
  public long bytes() {
    return values() * type.bytes();
  }
}
