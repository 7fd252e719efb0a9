package dev.w2s.train;

import dev.w2s.model.Pass;
import dev.w2s.model.Scorer;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.train.internal.Sequences;
import dev.w2s.train.internal.Softmax;
import dev.w2s.train.internal.TokenBudget;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// Class probabilities of texts.
public final class Predictor {
  private Predictor() {}

  /// Probabilities of each row, in the order of the rows, whatever the batches they are computed
  /// in, `[N, k]`. They differ by no more than rounding from those of a row alone.
  ///
  /// @param rows one text for each row, or as many as it has alternatives, side by side
  /// @param precision of matrix products
  /// @param progress hears of rows done
  /// @param cancelled asked before each batch
  /// @throws BadInputException where the device lacks the precision
  /// @throws CancelledException where that was asked for
  /// @throws FailedException where memory does not suffice for a single row
  public static float[][] predict(
      Scorer classifier,
      List<EncodedText> rows,
      Precision precision,
      Progress progress,
      BooleanSupplier cancelled) {
    return predict(classifier, rows, precision, progress, cancelled, TokenBudget.standard());
  }

  static float[][] predict(
      Scorer classifier,
      List<EncodedText> rows,
      Precision precision,
      Progress progress,
      BooleanSupplier cancelled,
      int tokensAtOnce) {
    float[][] scores = scores(classifier, rows, precision, progress, cancelled, tokensAtOnce);
    return Arrays.stream(scores).map(Predictor::probabilities).toArray(float[][]::new);
  }

  /// Class scores before softmax, `[N, k]`; of a reward model its one score. All else is as with
  /// [#predict].
  public static float[][] scores(
      Scorer classifier,
      List<EncodedText> rows,
      Precision precision,
      Progress progress,
      BooleanSupplier cancelled) {
    return scores(classifier, rows, precision, progress, cancelled, TokenBudget.standard());
  }

  private static float[][] scores(
      Scorer classifier,
      List<EncodedText> rows,
      Precision precision,
      Progress progress,
      BooleanSupplier cancelled,
      int tokensAtOnce) {
    Libtorch.use(precision);
    Pass pass = new Pass(precision, 0);
    Sequences sequences = new Sequences(rows, classifier.sequences());
    float[][] result = new float[sequences.rows()][];
    new RowBatches(sequences.lengths(), tokensAtOnce, progress, cancelled)
        .each(batch ->
            place(logits(classifier, sequences, batch, pass), batch, classifier.classes(), result));
    return result;
  }

  private static float[] logits(Scorer classifier, Sequences rows, int[] batch, Pass pass) {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      Tensor logits = classifier.logits(rows.batch(batch), pass);
      return Tensors.toFloats(logits);
    }
  }

  private static void place(float[] logits, int[] batch, int classes, float[][] result) {
    for (int i = 0; i < batch.length; i++) {
      result[batch[i]] = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
    }
  }

  private static float[] probabilities(float[] logits) {
    double[] row = new double[logits.length];
    for (int c = 0; c < row.length; c++) {
      row[c] = logits[c];
    }
    double[] probabilities = Softmax.of(row);
    float[] result = new float[row.length];
    for (int c = 0; c < result.length; c++) {
      result[c] = (float) probabilities[c];
    }
    return result;
  }
}
