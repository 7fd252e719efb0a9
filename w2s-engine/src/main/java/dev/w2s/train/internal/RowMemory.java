package dev.w2s.train.internal;

import dev.w2s.tensor.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// What a loss remembers of each row of a training: one tensor, which belongs to the training's
/// state as the weights do. What a step changes is kept aside until [#commit], so that a step that
/// is cancelled half way, and done again later, finds what it found first.
final class RowMemory {
  private final int width;
  private final List<Tensor> values; // [N, m], where m is not 0
  private final Map<Integer, double[]> changes = new LinkedHashMap<>();

  /// A memory of zeros, owned by the innermost open scope, in the CPU's memory on every device:
  /// losses are computed there.
  ///
  /// @param width m, numbers for each row
  RowMemory(int rows, int width) {
    this.width = width;
    this.values = width == 0 ? List.of() : List.of(torch.zeros(rows, width));
  }

  /// What is remembered of some rows, `[B, m]`.
  double[][] of(int[] rows) {
    double[][] result = new double[rows.length][width];
    for (Tensor tensor : values) {
      MemorySegment memory = Tensors.memory(tensor);
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < width; j++) {
          result[i][j] = memory.getAtIndex(ValueLayout.JAVA_FLOAT, place(rows[i], j));
        }
      }
    }
    return result;
  }

  /// What is to be remembered of some rows once the step is done.
  void change(int[] rows, double[][] to) {
    for (int i = 0; i < rows.length; i++) {
      changes.put(rows[i], to[i]);
    }
  }

  /// The step is done.
  void commit() {
    for (Tensor tensor : values) {
      MemorySegment memory = Tensors.memory(tensor);
      changes.forEach((row, to) -> {
        for (int j = 0; j < width; j++) {
          memory.setAtIndex(ValueLayout.JAVA_FLOAT, place(row, j), (float) to[j]);
        }
      });
    }
    changes.clear();
  }

  /// Its part of a checkpoint: one tensor, or none where nothing is remembered.
  List<Tensor> tensors() {
    return values;
  }

  private long place(int row, int column) {
    return (long) row * width + column;
  }
}
