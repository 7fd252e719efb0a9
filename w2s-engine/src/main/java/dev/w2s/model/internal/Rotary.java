package dev.w2s.model.internal;

import dev.w2s.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Rotary position embedding, arXiv 2104.09864: the first r values of each head, taken as r / 2
/// pairs `(i, i + r / 2)`, are turned by an angle that grows with the token's place. Threads may
/// share one.
final class Rotary {
  private final float[] frequencies;
  private final double scale;
  private volatile Angles angles = new Angles(0, new float[0], new float[0]);

  /// @param frequencies radians a place, of each pair, `[r / 2]`
  /// @param scale what turned values are multiplied by
  Rotary(float[] frequencies, double scale) {
    this.frequencies = frequencies.clone();
    this.scale = scale;
  }

  /// `[B, heads, T, d]` to the same shape.
  Tensor apply(Tensor x) {
    long half = frequencies.length;
    long places = x.size(2);
    Angles known = angles(Math.toIntExact(places));
    Tensor cos = Tensors.floats(known.cos, known.places, half).narrow(0, 0, places);
    Tensor sin = Tensors.floats(known.sin, known.places, half).narrow(0, 0, places);
    Tensor left = x.narrow(3, 0, half);
    Tensor right = x.narrow(3, half, half);
    TensorVector parts = new TensorVector();
    parts.push_back(left.mul(cos).sub(right.mul(sin), new Scalar(1)));
    parts.push_back(right.mul(cos).add(left.mul(sin), new Scalar(1)));
    if (x.size(3) > 2 * half) {
      parts.push_back(x.narrow(3, 2 * half, x.size(3) - 2 * half));
    }
    return torch.cat(parts, 3);
  }

  /// Cosines and sines of at least so many places.
  private Angles angles(int places) {
    Angles known = angles;
    if (known.places < places) {
      // Twice as many, so that rows that grow one by one do not each compute all places again.
      known = computed(Math.max(places, 2 * known.places));
      angles = known;
    }
    return known;
  }

  private Angles computed(int places) {
    int half = frequencies.length;
    float[] cos = new float[Math.multiplyExact(places, half)];
    float[] sin = new float[cos.length];
    for (int place = 0; place < places; place++) {
      for (int i = 0; i < half; i++) {
        // In float32, as the models were trained: far places are rounded so.
        float angle = place * frequencies[i];
        cos[place * half + i] = (float) (Math.cos(angle) * scale);
        sin[place * half + i] = (float) (Math.sin(angle) * scale);
      }
    }
    return new Angles(places, cos, sin);
  }

  private static final class Angles {
    private final int places;
    private final float[] cos;
    private final float[] sin;

    Angles(int places, float[] cos, float[] sin) {
      this.places = places;
      this.cos = cos;
      this.sin = sin;
    }
  }
}
