package dev.w2s.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.model.Pass;
import dev.w2s.model.Safetensors;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.study.Loss;
import dev.w2s.study.Precision;
import dev.w2s.study.Tuning.Solver;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbesTest {
  private static final int ROWS = 60;
  private static final List<EncodedText> TEXTS = TinyBody.rows(ROWS);
  private static final float[][] TARGETS = TinyBody.targets(ROWS);
  private static final Solver.Lbfgs LBFGS = new Solver.Lbfgs(1e-2, 200);

  @BeforeAll
  static void start() {
    Libtorch.start(2);
  }

  @Test
  void featuresAreThePooledVectorsInTheOrderOfTheRows() {
    TinyBody body = new TinyBody(8);
    try (FrozenFeatures features = embed(body)) {
      for (int i = 0; i < ROWS; i += 7) {
        assertThat(Tensors.toFloats(features.features().select(0, i)))
            .containsExactly(pooled(body, i), within(1e-6f));
      }
    }
  }

  private static float[] pooled(TinyBody body, int row) {
    try (NoGradGuard constant = new NoGradGuard()) {
      TokenBatch batch = TokenBatch.of(TEXTS, new int[] {row});
      return Tensors.toFloats(body.pooled(batch, Pass.EXACT));
    }
  }

  /// The optimum of a convex function: no gradient is left.
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-1})
  void lbfgsEndsWhereTheGradientIsZero(double l2) {
    try (FrozenFeatures features = embed(new TinyBody(8));
        Classifier classifier = Classifier.probe(features, Outputs.classes(2))) {
      solve(classifier, features, new Solver.Lbfgs(l2, 500));
      float[] weight = Tensors.toFloats(classifier.parameters().get("head.weight"));
      double[] gradient = gradient(classifier, features, weight, l2);
      assertThat(gradient).containsExactly(new double[gradient.length], within(1e-5));
    }
  }

  /// Of the weights of both classes, then of the biases, from the formula.
  private static double[] gradient(
      Classifier classifier, FrozenFeatures features, float[] weight, double l2) {
    float[] x = Tensors.toFloats(features.features());
    float[][] p = predict(classifier, features);
    double[] gradient = new double[weight.length + 2];
    for (int i = 0; i < ROWS; i++) {
      for (int c = 0; c < 2; c++) {
        double error = (p[i][c] - TARGETS[i][c]) / ROWS;
        gradient[weight.length + c] += error;
        for (int h = 0; h < 8; h++) {
          gradient[c * 8 + h] += error * x[i * 8 + h];
        }
      }
    }
    for (int i = 0; i < weight.length; i++) {
      gradient[i] += l2 * weight[i];
    }
    return gradient;
  }

  @Test
  void adamComesCloseToTheOptimum() {
    try (FrozenFeatures features = embed(new TinyBody(8));
        Classifier exact = Classifier.probe(features, Outputs.classes(2));
        Classifier adam = Classifier.probe(features, Outputs.classes(2))) {
      double best = solve(exact, features, new Solver.Lbfgs(0, 500)).loss();
      double reached = solve(adam, features, new Solver.Adam(5e-2, 20, 200)).loss();
      assertThat(reached).isBetween(best - .02, best + .03);
    }
  }

  @Test
  void sameProbeSameBits() {
    try (FrozenFeatures features = embed(new TinyBody(8));
        Classifier one = Classifier.probe(features, Outputs.classes(2));
        Classifier other = Classifier.probe(features, Outputs.classes(2))) {
      solve(one, features, LBFGS);
      solve(other, features, LBFGS);
      assertThat(predict(other, features)).isEqualTo(predict(one, features));
    }
  }

  @Test
  void keptProbeAnswersAlikeAndGivesItsHeadToAClassifier(@TempDir Path folder) {
    TinyBody body = new TinyBody(8);
    try (FrozenFeatures features = embed(body);
        Classifier probe = Classifier.probe(features, Outputs.classes(2));
        Classifier full = Classifier.fresh(body, 2, 1)) {
      solve(probe, features, LBFGS);
      features.save(folder.resolve("features"));
      probe.save(folder.resolve("probe"));
      try (FrozenFeatures kept = FrozenFeatures.open(folder.resolve("features"));
          Classifier restored = Classifier.probe(kept, Outputs.classes(2))) {
        restored.restore(folder.resolve("probe"));
        assertThat(predict(restored, kept)).isEqualTo(predict(probe, features));
      }
      full.restoreHead(folder.resolve("probe"));
      float[][] read =
          Predictor.predict(full, TEXTS, Precision.FLOAT32, Progress.NONE, () -> false);
      float[][] known = predict(probe, features);
      for (int i = 0; i < ROWS; i++) {
        assertThat(read[i]).containsExactly(known[i], within(1e-5f));
      }
    }
  }

  @Test
  void decodersHeadsHaveNoBias() {
    try (FrozenFeatures features =
            FrozenFeatures.of(Tensors.floats(new float[] {1, 2, 3, 4}, 2, 2), false);
        Classifier probe = Classifier.probe(features, Outputs.classes(2))) {
      assertThat(probe.parameters().names()).containsExactly("head.weight");
      Probes.solve(
          probe,
          features,
          new float[][] {{1, 0}, {0, 1}},
          LBFGS,
          new Loss.CrossEntropy(),
          0,
          Progress.NONE,
          () -> false);
      float[][] answers = predict(probe, features);
      assertThat(answers[0][0]).isGreaterThan(answers[1][0]);
    }
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void alternativesAreScoredByOneOutputWithoutBias(Solver solver) {
    try (FrozenFeatures features = embed(new TinyBody(8));
        Classifier probe = Classifier.probe(features, new Outputs(2, true))) {
      assertThat(probe.parameters().names()).containsExactly("head.weight");
      // Rows 0 and 1, 2 and 3, ... are alternatives; even ones are better.
      float[][] targets = new float[ROWS / 2][];
      Arrays.fill(targets, new float[] {.9f, .1f});
      Probes.solve(
          probe, features, targets, solver, new Loss.CrossEntropy(), 3, Progress.NONE, () -> false);
      float[] scores =
          Tensors.toFloats(features.features().matmul(probe.parameters().get("head.weight").t()));
      float[][] answers = predict(probe, features);
      assertThat(answers).hasNumberOfRows(ROWS / 2);
      int right = 0;
      for (int i = 0; i < answers.length; i++) {
        double better = 1 / (1 + Math.exp(scores[2 * i + 1] - scores[2 * i]));
        assertThat(answers[i][0]).isEqualTo((float) better, within(1e-5f));
        right += answers[i][0] > .5 ? 1 : 0;
      }
      assertThat(right).isGreaterThan(20);
    }
  }

  static Stream<Solver> solvers() {
    return Stream.of(LBFGS, new Solver.Adam(5e-2, 10, 100));
  }

  @Test
  void stopsWhereCancelled() {
    try (FrozenFeatures features = embed(new TinyBody(8));
        Classifier classifier = Classifier.probe(features, Outputs.classes(2))) {
      assertThatThrownBy(() ->
              Probes.solve(
                  classifier,
                  features,
                  TARGETS,
                  LBFGS,
                  new Loss.CrossEntropy(),
                  0,
                  Progress.NONE,
                  () -> true))
          .isInstanceOf(CancelledException.class);
      assertThatThrownBy(() ->
              Embedder.embed(new TinyBody(8), TEXTS, Precision.FLOAT32, Progress.NONE, () -> true))
          .isInstanceOf(CancelledException.class);
    }
  }

  @Test
  void anotherFileIsRefused(@TempDir Path folder) {
    Path file = folder.resolve("x");
    Safetensors.write(file, Map.of("other", Tensors.floats(new float[] {1}, 1)), Map.of());
    assertThatThrownBy(() -> FrozenFeatures.open(file))
        .isInstanceOf(BadInputException.class)
        .hasMessage(file + ": holds no features; delete it and run again");
  }

  private static FrozenFeatures embed(TinyBody body) {
    return Embedder.embed(body, TEXTS, Precision.FLOAT32, Progress.NONE, () -> false);
  }

  private static Probes.Solved solve(
      Classifier classifier, FrozenFeatures features, Solver solver) {
    return Probes.solve(
        classifier,
        features,
        TARGETS,
        solver,
        new Loss.CrossEntropy(),
        3,
        Progress.NONE,
        () -> false);
  }

  private static float[][] predict(Classifier classifier, FrozenFeatures features) {
    List<EncodedText> rows = features.rows();
    assertThat(rows).hasSize(Math.toIntExact(features.features().size(0)));
    assertThat(IntStream.range(0, rows.size()).map(i -> rows.get(i).ids()[0])).isSorted();
    return Predictor.predict(classifier, rows, Precision.FLOAT32, Progress.NONE, () -> false);
  }
}
