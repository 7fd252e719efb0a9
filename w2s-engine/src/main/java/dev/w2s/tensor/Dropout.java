package dev.w2s.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// Dropout, arXiv 1207.0580. Libtorch draws its own number by number on one thread, a fifth of a
/// training step; here each call draws one key from libtorch's default generator and makes the rest
/// of it with SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), 16 bits for each number. On a
/// graphics processor it is libtorch's own.
public final class Dropout {
  private static final int LEVELS = 1 << Short.SIZE;
  private static final int NUMBERS_A_DRAW = Long.SIZE / Short.SIZE;
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Dropout() {}

  /// Each number of `x` set to 0 with that probability, rounded to a multiple of 2^-16, and the
  /// others scaled up so that the mean stays.
  ///
  /// @param x float32, any shape
  /// @param probability at least 0 and under 1; 0 draws nothing and gives `x` itself
  public static Tensor apply(Tensor x, double probability) {
    long dropped = Math.min(Math.round(probability * LEVELS), LEVELS - 1);
    if (dropped == 0) {
      return x;
    }
    if (x.is_cuda()) {
      return torch.dropout(x, probability, true);
    }
    float scale = (float) ((double) LEVELS / (LEVELS - dropped));
    return x.mul(mask(x.numel(), (int) (Short.MIN_VALUE + dropped), scale).view_as(x));
  }

  /// `scale` where a uniform int16 number is at least `threshold`, else 0, float32 `[count]`.
  private static Tensor mask(long count, int threshold, float scale) {
    long draws = Math.ceilDiv(count, NUMBERS_A_DRAW);
    Tensor mask = torch.empty(draws * NUMBERS_A_DRAW);
    fill(Tensors.memory(mask), draws, key(), threshold, Float.floatToIntBits(scale));
    return mask.narrow(0, 0, count);
  }

  private static long key() {
    Tensor key = torch.empty(new long[] {1}, new TensorOptions(torch.ScalarType.Long), null);
    return key.random_(Long.MIN_VALUE, new LongOptional(), new GeneratorOptional()).item_long();
  }

  private static void fill(
      MemorySegment memory, long draws, long key, int threshold, int scaleBits) {
    for (long i = 0; i < draws; i++) {
      long bits = mixed(key + i * GOLDEN_GAMMA);
      for (int j = 0; j < NUMBERS_A_DRAW; j++) {
        // Without a branch, which could not be predicted: all ones, and so 0, where the number is
        // under the threshold.
        int under = ((short) (bits >>> (j * Short.SIZE)) - threshold) >> (Integer.SIZE - 1);
        memory.setAtIndex(ValueLayout.JAVA_INT, i * NUMBERS_A_DRAW + j, scaleBits & ~under);
      }
    }
  }

  private static long mixed(long counter) {
    long z = (counter ^ (counter >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
