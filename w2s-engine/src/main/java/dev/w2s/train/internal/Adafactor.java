package dev.w2s.train.internal;

import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// Adafactor (arXiv 1804.04235, algorithm 4) with the learning rate of a schedule in place of its
/// relative one, and without momentum. Of a matrix `[n, m]`:
///
/// - `b = 1 - t^-0.8`, `G = g^2 + 1e-30`
/// - `R = b R + (1 - b) mean over columns of G` `[n]`, `C = b C + (1 - b) mean over rows of G`
///   `[m]`
/// - `U = g / sqrt(R C^T / mean(R))`, divided by `max(1, RMS(U))`
/// - `w = w - lr decay w - lr U`
///
/// Of a vector, second moments are kept number by number.
final class Adafactor implements Descent {
  private static final double DECAY_EXPONENT = .8;
  private static final double EPSILON = 1e-30;
  private static final double LARGEST_UPDATE = 1;

  private final double weightDecay;
  private final Tensor moments;
  private final List<Slot> slots = new ArrayList<>();

  /// A weight, and its place among the moments.
  ///
  /// @param rows of a matrix `[n]`; of a vector, all of its moments
  /// @param columns of a matrix `[m]`; of a vector, empty
  private record Slot(Tensor weight, Tensor rows, Tensor columns) {
    boolean isMatrix() {
      return weight.dim() == 2;
    }
  }

  /// Moments of 0, owned by the innermost open scope.
  ///
  /// @param weightDecay of matrices; vectors do not decay
  Adafactor(FlatWeights flat, double weightDecay) {
    this.weightDecay = weightDecay;
    this.moments = Tensors.zeros(flat.each().stream().mapToLong(w -> rows(w) + columns(w)).sum());
    long offset = 0;
    for (Tensor weight : flat.each()) {
      Tensor rows = moments.narrow(0, offset, rows(weight));
      Tensor columns = moments.narrow(0, offset + rows(weight), columns(weight));
      slots.add(new Slot(weight, rows, columns));
      offset += rows(weight) + columns(weight);
    }
  }

  private static long rows(Tensor weight) {
    return weight.dim() == 2 ? weight.size(0) : weight.numel();
  }

  private static long columns(Tensor weight) {
    return weight.dim() == 2 ? weight.size(1) : 0;
  }

  @Override
  public void step(int step, double rate, double shrink) {
    double kept = 1 - Math.pow(step, -DECAY_EXPONENT);
    for (Slot slot : slots) {
      try (Scope scope = Scope.open();
          NoGradGuard constant = new NoGradGuard()) {
        update(slot, kept, rate, shrink);
      }
    }
  }

  @Override
  public List<Tensor> state() {
    return List.of(moments);
  }

  private void update(Slot slot, double kept, double rate, double shrink) {
    Tensor gradient = FlatWeights.gradient(slot.weight).div(new Scalar(shrink));
    Tensor squares = gradient.mul(gradient).add(new Scalar(EPSILON));
    Tensor update =
        slot.isMatrix()
            ? factored(slot, gradient, squares, kept)
            : gradient.mul(blended(slot.rows, squares.view(-1), kept).rsqrt().view_as(gradient));
    double mean = Math.sqrt(update.mul(update).mean().item_double());
    if (slot.isMatrix()) {
      slot.weight.mul_(new Scalar(1 - rate * weightDecay));
    }
    slot.weight.sub_(update, new Scalar(rate / Math.max(1, mean / LARGEST_UPDATE)));
  }

  private static Tensor factored(Slot slot, Tensor gradient, Tensor squares, double kept) {
    Tensor rows = blended(slot.rows, squares.mean(1), kept); // [n]
    Tensor columns = blended(slot.columns, squares.mean(0), kept); // [m]
    return gradient
        .mul(rows.div(rows.mean()).rsqrt().unsqueeze(1))
        .mul(columns.rsqrt().unsqueeze(0));
  }

  private static Tensor blended(Tensor moment, Tensor squares, double kept) {
    return moment.mul_(new Scalar(kept)).add_(squares, new Scalar(1 - kept));
  }
}
