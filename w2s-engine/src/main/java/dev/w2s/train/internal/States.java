package dev.w2s.train.internal;

import dev.w2s.tensor.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// What a training says of some rows at evenly spaced points: one tensor, which belongs to the
/// training's state as the weights do, so that a training that goes on from a checkpoint lacks none
/// of it.
public final class States {
  private final Supplier<float[][]> answers;
  private final int points;
  private final int rows;
  private final int classes;
  private final Tensor said; // [P, N, k]

  /// None yet; owned by the innermost open scope, in the CPU's memory on every device.
  ///
  /// @param points P
  /// @param rows N
  /// @param classes k
  /// @param answers probabilities that the model as it is gives the rows, `[N, k]`
  public States(int points, int rows, int classes, Supplier<float[][]> answers) {
    this.points = points;
    this.rows = rows;
    this.classes = classes;
    this.answers = answers;
    said = torch.zeros(points, rows, classes);
  }

  /// Whether some point is reached after so many of a training's steps.
  boolean due(int done, int steps) {
    return at(steps).anyMatch(step -> step == done);
  }

  /// Asks the model as it is, for the points that are reached.
  void take(int done, int steps) {
    float[][] now = answers.get();
    int[] reached = at(steps).toArray();
    for (int point = 0; point < points; point++) {
      if (reached[point] == done) {
        put(point, now);
      }
    }
  }

  /// After how many of a training's steps each point is reached; the last after all of them.
  IntStream at(int steps) {
    return IntStream.rangeClosed(1, points)
        .map(point -> Math.toIntExact(Math.ceilDiv((long) point * steps, points)));
  }

  /// What was said, `[P, N, k]`.
  float[][][] said() {
    float[] all = Tensors.toFloats(said);
    float[][][] result = new float[points][rows][classes];
    for (int i = 0; i < all.length; i++) {
      result[i / classes / rows][i / classes % rows][i % classes] = all[i];
    }
    return result;
  }

  /// Its part of a checkpoint.
  Tensor tensor() {
    return said;
  }

  private void put(int point, float[][] now) {
    MemorySegment memory = Tensors.memory(said);
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < classes; c++) {
        long place = ((long) point * rows + i) * classes + c;
        memory.setAtIndex(ValueLayout.JAVA_FLOAT, place, now[i][c]);
      }
    }
  }
}
