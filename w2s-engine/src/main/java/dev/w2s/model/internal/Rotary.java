package dev.w2s.model.internal;

import dev.w2s.model.Asked;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.TokenBatch;
import java.util.Arrays;
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

  /// How the tokens of a batch are turned; the innermost open scope owns it.
  Turn of(TokenBatch batch) {
    Angles known = angles(batch.reach());
    return new Turn(at(known.cos, batch), at(known.sin, batch));
  }

  private Tensor at(float[] values, TokenBatch batch) {
    long half = frequencies.length;
    Tensor table =
        Tensors.floats(Arrays.copyOf(values, batch.reach() * (int) half), batch.reach(), half);
    return torch.embedding(table, batch.places()).unsqueeze(1);
  }

  /// How tokens are turned.
  ///
  /// @param cos `[N, 1, r / 2]`
  /// @param sin of the same shape
  record Turn(Tensor cos, Tensor sin) {
    /// That of the tokens that are asked for.
    Turn only(Asked asked, TokenBatch batch) {
      return new Turn(asked.of(cos, batch), asked.of(sin, batch));
    }

    /// `[N, heads, d]` to the same shape.
    Tensor apply(Tensor x) {
      long half = cos.size(2);
      Tensor left = x.narrow(2, 0, half);
      Tensor right = x.narrow(2, half, half);
      TensorVector parts = new TensorVector();
      parts.push_back(left.mul(cos).sub(right.mul(sin), new Scalar(1)));
      parts.push_back(right.mul(cos).add(left.mul(sin), new Scalar(1)));
      if (x.size(2) > 2 * half) {
        parts.push_back(x.narrow(2, 2 * half, x.size(2) - 2 * half));
      }
      return torch.cat(parts, 2);
    }
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
