package dev.w2s.train.internal;

import dev.w2s.study.Loss;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.train.BatchLoss;
import dev.w2s.train.Classifier;
import dev.w2s.train.FrozenFeatures;
import dev.w2s.train.LossBatch;
import dev.w2s.train.Objective;
import dev.w2s.train.Outputs;
import java.util.Arrays;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The loss of a linear head over all rows, as a function of its weights in float64: `W` `[k, H]`,
/// or `[1, H]` of alternatives, row by row, then, where it has them, the biases `[k]`.
public final class ProbeLoss implements Lbfgs.Function {
  /// Rows whose features are widened to float64 at once.
  private static final int ROWS = 8192;

  /// The end of a training.
  private static final double PROGRESS = 1;

  private final FrozenFeatures features;
  private final double[][] targets;
  private final Objective objective;
  private final double l2;
  private final Outputs outputs;
  private final int classes;
  private final boolean biased;
  private final int weights;

  /// @param targets soft labels of each row, `[N, k]`
  /// @param l2 the loss grows by `l2 / 2 |W|^2`
  public ProbeLoss(
      FrozenFeatures features, Outputs outputs, float[][] targets, Loss loss, double l2) {
    this(
        features,
        outputs,
        Arrays.stream(targets).map(ProbeLoss::widened).toArray(double[][]::new),
        loss,
        l2);
  }

  /// The same, with labels in float64.
  public ProbeLoss(
      FrozenFeatures features, Outputs outputs, double[][] targets, Loss loss, double l2) {
    this.features = features;
    this.targets = targets;
    this.objective = Objective.of(loss);
    this.l2 = l2;
    this.outputs = outputs;
    this.classes = outputs.classes();
    this.biased = features.biasedHead() && !outputs.alternatives();
    this.weights = outputs.heads() * features.width();
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /// All weights 0.
  public double[] start() {
    return new double[weights + (biased ? classes : 0)];
  }

  @Override
  public double at(double[] point, double[] gradient) {
    BatchLoss loss = loss(point);
    fill(loss.gradient(), gradient);
    double penalty = 0;
    for (int i = 0; i < weights; i++) {
      penalty += point[i] * point[i];
      gradient[i] += l2 * point[i];
    }
    return loss.mean() + l2 / 2 * penalty;
  }

  /// The loss without the penalty.
  public double lossAt(double[] point) {
    return loss(point).mean();
  }

  // There are no epochs here: what a loss remembers of rows stays what it is at first.
  private BatchLoss loss(double[] point) {
    double[][] memory = new double[targets.length][objective.memory(classes)];
    return objective.of(new LossBatch(logits(point), targets, PROGRESS, memory));
  }

  /// Gives a classifier this head.
  public void write(double[] point, Classifier classifier) {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      write(classifier, "head.weight", Arrays.copyOf(point, weights));
      if (biased) {
        write(classifier, "head.bias", Arrays.copyOfRange(point, weights, point.length));
      }
    }
  }

  private static void write(Classifier classifier, String name, double[] values) {
    Tensor weight = classifier.parameters().get(name);
    weight.copy_(Tensors.doubles(values, values.length).view_as(weight));
  }

  /// `[N, k]`.
  private double[][] logits(double[] point) {
    double[][] logits = new double[targets.length][];
    for (int start = 0; start < logits.length; start += ROWS) {
      try (Scope scope = Scope.open();
          NoGradGuard constant = new NoGradGuard()) {
        Tensor product = rows(start).mm(weight(point).t()); // [n * sequences, heads]
        place(Tensors.toDoubles(product), point, start, logits);
      }
    }
    return logits;
  }

  private void place(double[] product, double[] point, int start, double[][] logits) {
    for (int i = 0; i < product.length / classes; i++) {
      double[] row = Arrays.copyOfRange(product, i * classes, (i + 1) * classes);
      for (int c = 0; c < classes && biased; c++) {
        row[c] += point[weights + c];
      }
      logits[start + i] = row;
    }
  }

  /// The gradient of the weights from that of the logits, `[N, k]`.
  private void fill(double[][] logits, double[] gradient) {
    Arrays.fill(gradient, 0);
    for (int start = 0; start < logits.length; start += ROWS) {
      double[][] part = Arrays.copyOfRange(logits, start, Math.min(logits.length, start + ROWS));
      add(part, start, gradient);
    }
    for (int c = 0; c < classes && biased; c++) {
      for (double[] row : logits) {
        gradient[weights + c] += row[c];
      }
    }
  }

  private void add(double[][] part, int start, double[] gradient) {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      double[] flat = Arrays.stream(part).flatMapToDouble(Arrays::stream).toArray();
      long sequences = (long) part.length * outputs.sequences();
      Tensor sent = Tensors.doubles(flat, sequences, outputs.heads());
      double[] sum = Tensors.toDoubles(sent.t().mm(rows(start))); // [heads, H]
      for (int i = 0; i < sum.length; i++) {
        gradient[i] += sum[i];
      }
    }
  }

  private Tensor weight(double[] point) {
    return Tensors.doubles(Arrays.copyOf(point, weights), outputs.heads(), features.width());
  }

  private Tensor rows(int start) {
    long count = Math.min(ROWS, targets.length - start);
    return features
        .features()
        .narrow(0, (long) start * outputs.sequences(), count * outputs.sequences())
        .to(torch.ScalarType.Double);
  }
}
