package dev.w2s.train;

import dev.w2s.model.Body;
import dev.w2s.model.Pass;
import dev.w2s.problem.CancelledException;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.Batches;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import dev.w2s.train.internal.Lengths;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The pooled vectors that a body gives rows.
public final class Embedder {
  private Embedder() {}

  /// The vectors of all rows, in their order, whatever the batches they are computed in.
  ///
  /// @param precision of matrix products
  /// @param progress hears of rows done
  /// @param cancelled asked before each batch
  /// @throws CancelledException where that was asked for
  public static FrozenFeatures embed(
      Body body,
      List<EncodedText> rows,
      Precision precision,
      Progress progress,
      BooleanSupplier cancelled) {
    Tensor features = empty(rows.size(), body.width());
    try {
      fill(features, body, rows, new Pass(precision, 0), progress, cancelled);
      return FrozenFeatures.of(features, body.biasedHead());
    } catch (RuntimeException e) {
      Scope.free(features);
      throw e;
    }
  }

  private static Tensor empty(long rows, long width) {
    try (Scope scope = Scope.open()) {
      return scope.keep(torch.zeros(rows, width));
    }
  }

  private static void fill(
      Tensor features,
      Body body,
      List<EncodedText> rows,
      Pass pass,
      Progress progress,
      BooleanSupplier cancelled) {
    long done = 0;
    for (int[] batch : Batches.forPrediction(Lengths.of(rows), Predictor.TOKENS_AT_ONCE)) {
      if (cancelled.getAsBoolean()) {
        throw new CancelledException();
      }
      try (Scope scope = Scope.open();
          NoGradGuard constant = new NoGradGuard()) {
        TokenBatch tokens = TokenBatch.of(rows, batch);
        features.index_copy_(0, places(batch), body.pooled(body.hidden(tokens, pass), tokens));
      }
      done += batch.length;
      progress.advanced(done, rows.size(), OptionalDouble.empty());
    }
  }

  private static Tensor places(int[] batch) {
    return Tensors.longs(Arrays.stream(batch).asLongStream().toArray(), batch.length);
  }
}
