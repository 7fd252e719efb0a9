package dev.w2s.model.internal;

import dev.w2s.model.Pass;
import dev.w2s.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Rotary position embedding, arXiv 2104.09864: the first r values of each head, taken as r / 2
/// pairs `(i, i + r / 2)`, are turned by an angle that grows with the token's place. Threads may
/// share one.
final class Rotary {
  private final float[] frequencies;
  private final double scale;
  private volatile Angles angles = new Angles(0, new float[0], new float[0]);
  private volatile @Nullable Tables tables;

  /// @param frequencies radians a place, of each pair, `[r / 2]`
  /// @param scale what turned values are multiplied by
  Rotary(float[] frequencies, double scale) {
    this.frequencies = frequencies.clone();
    this.scale = scale;
  }

  /// `[B, heads, T, d]` to the same shape.
  ///
  /// @param pass says where the tokens stand where they go on from others
  Tensor apply(Tensor x, Pass pass) {
    return pass.past()
        .map(past -> turned(x, tables(past.reach()).at(past.places())))
        .orElseGet(() -> turned(x, tables(Math.toIntExact(x.size(2)))));
  }

  private Tensor turned(Tensor x, Tables table) {
    long half = frequencies.length;
    Tensor left = x.narrow(3, 0, half);
    Tensor right = x.narrow(3, half, half);
    TensorVector parts = new TensorVector();
    parts.push_back(left.mul(table.cos).sub(right.mul(table.sin), new Scalar(1)));
    parts.push_back(right.mul(table.cos).add(left.mul(table.sin), new Scalar(1)));
    if (x.size(3) > 2 * half) {
      parts.push_back(x.narrow(3, 2 * half, x.size(3) - 2 * half));
    }
    return torch.cat(parts, 3);
  }

  /// Cosines and sines of so many places as tensors. Layers come one after the other on one thread
  /// and share them, as long as the scope is open that they were made in.
  private Tables tables(int places) {
    Tables latest = tables;
    if (latest != null && latest.serves(places)) {
      return latest;
    }
    Angles known = angles(places);
    long half = frequencies.length;
    Tables fresh =
        new Tables(
            Thread.currentThread(),
            Tensors.floats(known.cos, known.places, half).narrow(0, 0, places),
            Tensors.floats(known.sin, known.places, half).narrow(0, 0, places));
    tables = fresh;
    return fresh;
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

  /// @param owner the thread whose scopes own the tensors
  /// @param cos `[places, r / 2]`, or `[B, 1, T, r / 2]` where each row has places of its own
  /// @param sin of the same shape
  private record Tables(Thread owner, Tensor cos, Tensor sin) {
    /// Those of some places, `[B, T]`.
    Tables at(Tensor places) {
      return new Tables(
          owner,
          torch.embedding(cos, places).unsqueeze(1),
          torch.embedding(sin, places).unsqueeze(1));
    }

    boolean serves(int places) {
      return owner == Thread.currentThread()
          && !cos.isNull()
          && !sin.isNull()
          && cos.size(0) == places;
    }
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
