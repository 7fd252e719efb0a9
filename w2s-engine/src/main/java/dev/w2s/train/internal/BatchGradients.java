package dev.w2s.train.internal;

import dev.w2s.model.Pass;
import dev.w2s.problem.CancelledException;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.Batches;
import dev.w2s.text.TokenBatch;
import dev.w2s.train.BatchLoss;
import dev.w2s.train.Classifier;
import dev.w2s.train.LossBatch;
import dev.w2s.train.Objective;
import dev.w2s.train.Training;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// Adds the gradient of one batch to the weights' gradients, with one backward pass for each
/// micro-batch.
///
/// Where a loss needs the whole batch and the batch is in several pieces, its logits are first
/// computed without gradients; the loss then gives the gradient of every logit, and each piece is
/// computed again, with the same dropout, and sent that gradient back (gradient caching, arXiv
/// 2101.06983). The result is that of the undivided batch.
///
/// A graphics processor is waited for once in each piece, where its logits are read. While it is
/// still on the way back of one piece, the next is made and sent.
public final class BatchGradients implements Gradients {
  private final Classifier classifier;
  private final Training training;
  private final Sequences sequences;
  private final int[] lengths;
  private final TokenBudget budget;
  private final Objective objective;
  private final RowMemory memory;
  private final Pass pass;
  private final boolean recompute;
  private final BooleanSupplier cancelled;

  /// The innermost open scope owns what the loss remembers.
  ///
  /// @param tokenBudget tokens of a micro-batch
  /// @param cancelled asked before each micro-batch
  public BatchGradients(
      Classifier classifier, Training training, int tokenBudget, BooleanSupplier cancelled) {
    this.classifier = classifier;
    this.training = training;
    this.sequences = new Sequences(training.rows(), training.sequences());
    this.lengths = sequences.lengths();
    this.budget = new TokenBudget(lengths, tokenBudget);
    this.objective = Objective.of(training.loss());
    this.memory = new RowMemory(lengths.length, objective.memory(training.classes()));
    this.pass = new Pass(training.recipe().precision(), training.recipe().dropout());
    this.recompute = training.recipe().recompute();
    this.cancelled = cancelled;
  }

  @Override
  public double add(int[] batch, double progress) {
    List<int[]> pieces = Batches.micro(batch, lengths, budget.tokens());
    double loss =
        objective.needsWholeBatch() && pieces.size() > 1
            ? addCached(pieces, progress)
            : addDirectly(pieces, batch.length, progress);
    memory.commit();
    return loss;
  }

  /// What the loss remembers of all rows: part of the training's state between two steps.
  @Override
  public List<Tensor> tensors() {
    return memory.tensors();
  }

  @Override
  public boolean halve(int[] batch) {
    return budget.halve(batch);
  }

  private double addDirectly(List<int[]> pieces, int rows, double progress) {
    double sum = 0;
    for (int[] piece : pieces) {
      double share = (double) piece.length / rows;
      sum += share * addPiece(piece, share, progress);
    }
    return sum;
  }

  private double addPiece(int[] piece, double share, double progress) {
    checkCancelled();
    try (Scope scope = Scope.open()) {
      Forward forward = forward(piece);
      BatchLoss loss = loss(piece, values(forward.logits()), progress);
      if (Double.isFinite(loss.mean())) {
        sendBack(forward, loss.gradient(), share);
      }
      return loss.mean();
    }
  }

  private double addCached(List<int[]> pieces, double progress) {
    GeneratorState before = GeneratorState.capture();
    double[][] all =
        pieces.stream().map(this::valuesOnly).flatMap(Arrays::stream).toArray(double[][]::new);
    int[] rows = pieces.stream().flatMapToInt(Arrays::stream).toArray();
    BatchLoss loss = loss(rows, all, progress);
    if (Double.isFinite(loss.mean())) {
      before.restore();
      sendBack(pieces, loss.gradient());
    }
    return loss.mean();
  }

  /// Asked once for each row of a batch, so that each is remembered once.
  private BatchLoss loss(int[] rows, double[][] logits, double progress) {
    BatchLoss loss = objective.of(new LossBatch(logits, labels(rows), progress, memory.of(rows)));
    memory.change(rows, loss.memory());
    return loss;
  }

  private double[][] valuesOnly(int[] piece) {
    checkCancelled();
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      return values(classifier.logits(batch(piece), pass));
    }
  }

  private void sendBack(List<int[]> pieces, double[][] gradient) {
    int start = 0;
    for (int[] piece : pieces) {
      checkCancelled();
      try (Scope scope = Scope.open()) {
        sendBack(forward(piece), Arrays.copyOfRange(gradient, start, start + piece.length), 1);
      }
      start += piece.length;
    }
  }

  private Forward forward(int[] piece) {
    return Forward.of(
        Way.pooled(classifier.body()),
        pooled -> classifier.logits(pooled, pass),
        batch(piece),
        pass,
        recompute);
  }

  private TokenBatch batch(int[] piece) {
    return sequences.batch(piece);
  }

  private double[][] labels(int[] rows) {
    double[][] labels = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = widened(training.targets()[rows[i]], 0, training.classes());
    }
    return labels;
  }

  private double[][] values(Tensor logits) {
    float[] flat = Tensors.toFloats(logits);
    int classes = classifier.classes();
    double[][] rows = new double[flat.length / classes][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = widened(flat, i * classes, classes);
    }
    return rows;
  }

  private static double[] widened(float[] values, int start, int count) {
    double[] wide = new double[count];
    for (int c = 0; c < count; c++) {
      wide[c] = values[start + c];
    }
    return wide;
  }

  private static void sendBack(Forward forward, double[][] gradient, double scale) {
    int classes = gradient[0].length;
    float[] flat = new float[gradient.length * classes];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) (scale * gradient[i / classes][i % classes]);
    }
    forward.sendBack(Tensors.floats(flat, gradient.length, classes));
  }

  private void checkCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new CancelledException();
    }
  }
}
