package dev.w2s.train;

import dev.w2s.model.Body;
import dev.w2s.model.Pass;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import dev.w2s.train.internal.Sequences;
import dev.w2s.train.internal.TokenBudget;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// The pooled vectors that a body gives rows.
public final class Embedder {
  private Embedder() {}

  /// The vectors of all rows, in their order, whatever the batches they are computed in.
  ///
  /// @param precision of matrix products
  /// @param progress hears of rows done
  /// @param cancelled asked before each batch
  /// @throws BadInputException where the device lacks the precision
  /// @throws CancelledException where that was asked for
  /// @throws FailedException where memory does not suffice for a single row
  public static FrozenFeatures embed(
      Body body,
      List<EncodedText> rows,
      Precision precision,
      Progress progress,
      BooleanSupplier cancelled) {
    Libtorch.use(precision);
    Tensor features = empty(rows.size(), body.width());
    try {
      Pass pass = new Pass(precision, 0);
      new RowBatches(new Sequences(rows, 1).lengths(), TokenBudget.standard(), progress, cancelled)
          .each(batch -> fill(features, body, rows, batch, pass));
      return FrozenFeatures.of(features, body.biasedHead());
    } catch (RuntimeException e) {
      Scope.free(features);
      throw e;
    }
  }

  private static Tensor empty(long rows, long width) {
    try (Scope scope = Scope.open()) {
      return scope.keep(Tensors.zeros(rows, width));
    }
  }

  private static void fill(
      Tensor features, Body body, List<EncodedText> rows, int[] batch, Pass pass) {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      TokenBatch tokens = TokenBatch.of(rows, batch);
      features.index_copy_(0, places(batch), body.pooled(tokens, pass));
    }
  }

  private static Tensor places(int[] batch) {
    return Tensors.longs(Arrays.stream(batch).asLongStream().toArray(), batch.length);
  }
}
