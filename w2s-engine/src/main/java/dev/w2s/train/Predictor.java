package dev.w2s.train;

import dev.w2s.model.Pass;
import dev.w2s.model.Scorer;
import dev.w2s.problem.CancelledException;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.Batches;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import dev.w2s.train.internal.Lengths;
import dev.w2s.train.internal.Softmax;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// Class probabilities of texts.
public final class Predictor {
  /// Tokens, with padding, that are computed at once: enough for full speed, and few enough for a
  /// small memory.
  static final int TOKENS_AT_ONCE = 4096;

  private Predictor() {}

  /// Probabilities of each row, in the order of the rows, whatever the batches they are computed
  /// in, `[N, k]`. They differ by no more than rounding from those of a row alone.
  ///
  /// @param precision of matrix products
  /// @param progress hears of rows done
  /// @param cancelled asked before each batch
  /// @throws CancelledException where that was asked for
  public static float[][] predict(
      Scorer classifier,
      List<EncodedText> rows,
      Precision precision,
      Progress progress,
      BooleanSupplier cancelled) {
    return predict(classifier, rows, precision, progress, cancelled, TOKENS_AT_ONCE);
  }

  static float[][] predict(
      Scorer classifier,
      List<EncodedText> rows,
      Precision precision,
      Progress progress,
      BooleanSupplier cancelled,
      int tokensAtOnce) {
    Pass pass = new Pass(precision, 0);
    float[][] result = new float[rows.size()][];
    long done = 0;
    for (int[] batch : Batches.forPrediction(Lengths.of(rows), tokensAtOnce)) {
      if (cancelled.getAsBoolean()) {
        throw new CancelledException();
      }
      place(logits(classifier, rows, batch, pass), batch, classifier.classes(), result);
      done += batch.length;
      progress.advanced(done, rows.size(), OptionalDouble.empty());
    }
    return result;
  }

  private static float[] logits(Scorer classifier, List<EncodedText> rows, int[] batch, Pass pass) {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      Tensor logits = classifier.logits(TokenBatch.of(rows, batch), pass);
      return Tensors.toFloats(logits);
    }
  }

  private static void place(float[] logits, int[] batch, int classes, float[][] result) {
    for (int i = 0; i < batch.length; i++) {
      double[] row = new double[classes];
      for (int c = 0; c < classes; c++) {
        row[c] = logits[i * classes + c];
      }
      result[batch[i]] = rounded(Softmax.of(row));
    }
  }

  private static float[] rounded(double[] probabilities) {
    float[] result = new float[probabilities.length];
    for (int c = 0; c < result.length; c++) {
      result[c] = (float) probabilities[c];
    }
    return result;
  }
}
