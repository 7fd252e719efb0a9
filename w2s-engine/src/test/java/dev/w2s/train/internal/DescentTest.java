package dev.w2s.train.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.model.Parameters;
import dev.w2s.study.Optimiser;
import dev.w2s.study.Recipe;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DescentTest {
  private static final double DECAY = 0.1;
  private static final double CLIP = 0.7;
  private static final double RATE = 1e-2;
  private static final int ROWS = 4;
  private static final int COLUMNS = 3;

  @BeforeAll
  static void start() {
    Libtorch.start(2);
  }

  @ParameterizedTest
  @EnumSource(Optimiser.class)
  void followsThePublishedAlgorithmWithClippingAndDecayOfMatricesOnly(Optimiser optimiser) {
    float[] matrix = normal(1, ROWS * COLUMNS);
    float[] vector = normal(2, 3);
    Reference expectedMatrix = reference(optimiser, matrix, DECAY, true);
    Reference expectedVector = reference(optimiser, vector, 0, false);
    Parameters parameters = new Parameters();
    parameters.add("vector", Tensors.floats(vector, 3));
    parameters.add("matrix", Tensors.floats(matrix, ROWS, COLUMNS));
    Recipe recipe = Recipe.DEFAULT.toBuilder().optimiser(optimiser).weightDecay(DECAY).build();
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(parameters, false)) {
      Descent descent = Descent.of(recipe, flat);
      for (int step = 1; step <= 5; step++) {
        float[] matrixGradient = normal(10 + step, ROWS * COLUMNS);
        float[] vectorGradient = normal(20 + step, 3);
        setGradient(parameters.get("matrix"), matrixGradient);
        setGradient(parameters.get("vector"), vectorGradient);
        double norm = Math.sqrt(squares(matrixGradient) + squares(vectorGradient));
        assertThat(flat.gradientNorm()).isEqualTo(norm, within(1e-5));
        double shrink = Descent.shrink(norm, CLIP);
        descent.step(step, RATE, shrink);
        expectedMatrix.step(divided(matrixGradient, shrink), step);
        expectedVector.step(divided(vectorGradient, shrink), step);
      }
    }
    assertThat(Tensors.toFloats(parameters.get("matrix")))
        .containsExactly(rounded(expectedMatrix.weights()), within(3e-6f));
    assertThat(Tensors.toFloats(parameters.get("vector")))
        .containsExactly(rounded(expectedVector.weights()), within(3e-6f));
  }

  @ParameterizedTest
  @EnumSource(Optimiser.class)
  void weightThatHadNoPartHasAGradientOfZero(Optimiser optimiser) {
    Recipe recipe = Recipe.DEFAULT.toBuilder().optimiser(optimiser).weightDecay(DECAY).build();
    Parameters parameters = new Parameters();
    parameters.add("matrix", Tensors.floats(normal(1, ROWS * COLUMNS), ROWS, COLUMNS));
    parameters.add("other", Tensors.floats(normal(2, ROWS * COLUMNS), ROWS, COLUMNS));
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(parameters, false)) {
      float[] before = Tensors.toFloats(parameters.get("other"));
      setGradient(parameters.get("matrix"), normal(3, ROWS * COLUMNS));
      assertThat(flat.gradientNorm())
          .isEqualTo(Math.sqrt(squares(normal(3, ROWS * COLUMNS))), within(1e-5));
      Descent.of(recipe, flat).step(1, RATE, 1);
      float[] after = Tensors.toFloats(parameters.get("other"));
      for (int i = 0; i < after.length; i++) {
        // Adam's decay is a gradient, whose first step has the length of the rate.
        double expected =
            optimiser == Optimiser.ADAM
                ? before[i] - RATE * Math.signum(before[i])
                : before[i] * (1 - RATE * DECAY);
        assertThat(after[i]).isEqualTo((float) expected, within(1e-5f));
      }
    }
  }

  @Test
  void clearedGradientsAreGone() {
    Parameters parameters = new Parameters();
    parameters.add("matrix", Tensors.floats(normal(1, ROWS * COLUMNS), ROWS, COLUMNS));
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(parameters, false)) {
      setGradient(parameters.get("matrix"), normal(3, ROWS * COLUMNS));
      flat.clearGradients();
      assertThat(parameters.get("matrix").grad().defined()).isFalse();
      assertThat(flat.gradientNorm()).isZero();
    }
  }

  @Test
  void gradientsHaveABufferOfTheirOwnWhereLayersAreComputedAgain() {
    Parameters parameters = new Parameters();
    parameters.add("vector", Tensors.floats(normal(1, 3), 3));
    parameters.add("matrix", Tensors.floats(normal(2, ROWS * COLUMNS), ROWS, COLUMNS));
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(parameters, true)) {
      Tensor vector = parameters.get("vector");
      Tensor matrix = parameters.get("matrix");
      for (int step = 0; step < 2; step++) {
        assertThat(flat.gradientNorm()).isZero();
        vector.mul(new Scalar(3)).sum().add(matrix.mul(new Scalar(2)).sum()).backward();
        assertThat(Tensors.toFloats(vector.grad())).containsOnly(3);
        assertThat(Tensors.toFloats(matrix.grad())).containsOnly(2);
        // Both still lie in it.
        assertThat(matrix.grad().storage().data().equals(vector.grad().storage().data())).isTrue();
        flat.clearGradients();
      }
    }
  }

  @Test
  void largestGradientsAreKeptAndCleared() {
    Parameters parameters = new Parameters();
    parameters.add("table", Tensors.zeros(FlatWeights.KEPT, 1));
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(parameters, false)) {
      Tensor table = parameters.get("table");
      for (int step = 0; step < 2; step++) {
        table.narrow(0, 7, 1).mul(new Scalar(3)).sum().backward();
        assertThat(flat.gradientNorm()).isEqualTo(3);
        flat.clearGradients();
        assertThat(table.grad().defined()).isTrue();
        assertThat(flat.gradientNorm()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Optimiser.class)
  void modelWithoutVectorsIsTrained(Optimiser optimiser) {
    Recipe recipe = Recipe.DEFAULT.toBuilder().optimiser(optimiser).build();
    Parameters parameters = new Parameters();
    parameters.add("matrix", Tensors.floats(normal(1, ROWS * COLUMNS), ROWS, COLUMNS));
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(parameters, false)) {
      float[] before = Tensors.toFloats(parameters.get("matrix"));
      setGradient(parameters.get("matrix"), normal(3, ROWS * COLUMNS));
      Descent.of(recipe, flat).step(1, RATE, 1);
      assertThat(Tensors.toFloats(parameters.get("matrix"))).isNotEqualTo(before);
    }
  }

  @Test
  void adafactorsStateIsSmall() {
    Parameters parameters = new Parameters();
    parameters.add("matrix", Tensors.floats(normal(1, 64 * 32), 64, 32));
    Recipe recipe = Recipe.DEFAULT.toBuilder().optimiser(Optimiser.ADAFACTOR).build();
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(parameters, false)) {
      assertThat(Descent.of(recipe, flat).state().stream().mapToLong(Tensor::numel).sum())
          .isEqualTo(64 + 32);
    }
  }

  @Test
  void movingAverageForgetsTheStartAndStandsInForTheWeights() {
    Parameters parameters = new Parameters();
    parameters.add("w", Tensors.floats(new float[] {0}, 1));
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(parameters, false)) {
      MovingAverage average = new MovingAverage(flat, .5);
      double expected = 0;
      for (int step = 1; step <= 20; step++) {
        flat.weights().fill_(new Scalar(step));
        average.stepped(step);
        double kept = Math.min(.5, (1.0 + step) / (10.0 + step));
        expected = kept * expected + (1 - kept) * step;
      }
      float value = (float) expected;
      average.during(() ->
          assertThat(Tensors.toFloats(parameters.get("w"))[0]).isEqualTo(value, within(1e-5f)));
      assertThat(Tensors.toFloats(parameters.get("w"))[0]).isEqualTo(20);
    }
  }

  @Test
  void smallGradientsAreNotClipped() {
    assertThat(Descent.shrink(0.5, 1)).isEqualTo(1);
    assertThat(Descent.shrink(4, 2)).isEqualTo(2);
  }

  private static void setGradient(Tensor weight, float[] gradient) {
    try (Scope scope = Scope.open()) {
      weight.mutable_grad().put(Tensors.floats(gradient, gradient.length).view_as(weight));
    }
  }

  private static double squares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  private static float[] normal(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double[] divided(float[] values, double by) {
    double[] divided = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      divided[i] = values[i] / by;
    }
    return divided;
  }

  private static float[] rounded(double[] values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }

  /// An algorithm number by number in float64.
  private interface Reference {
    void step(double[] gradient, int step);

    double[] weights();
  }

  private static Reference reference(
      Optimiser optimiser, float[] start, double decay, boolean matrix) {
    double[] weights = divided(start, 1);
    return switch (optimiser) {
      case ADAMW -> new AdamReference(weights, decay, true);
      case ADAM -> new AdamReference(weights, decay, false);
      case ADAFACTOR -> new AdafactorReference(weights, decay, matrix);
    };
  }

  /// Algorithm 2 of arXiv 1711.05101, both of its variants.
  private record AdamReference(
      double[] weights, double decay, boolean decoupled, double[] first, double[] second)
      implements Reference {
    AdamReference(double[] weights, double decay, boolean decoupled) {
      this(weights, decay, decoupled, new double[weights.length], new double[weights.length]);
    }

    @Override
    public void step(double[] gradient, int step) {
      for (int i = 0; i < weights.length; i++) {
        double g = gradient[i] + (decoupled ? 0 : decay * weights[i]);
        first[i] = 0.9 * first[i] + 0.1 * g;
        second[i] = 0.999 * second[i] + 0.001 * g * g;
        double m = first[i] / (1 - Math.pow(0.9, step));
        double v = second[i] / (1 - Math.pow(0.999, step));
        double decayed = decoupled ? RATE * decay * weights[i] : 0;
        weights[i] -= decayed + RATE * m / (Math.sqrt(v) + 1e-8);
      }
    }
  }

  /// Algorithms 4 and 5 of arXiv 1804.04235.
  private record AdafactorReference(
      double[] weights, double decay, boolean matrix, double[][] moments) implements Reference {
    AdafactorReference(double[] weights, double decay, boolean matrix) {
      this(
          weights,
          decay,
          matrix,
          matrix
              ? new double[][] {new double[ROWS], new double[COLUMNS]}
              : new double[][] {new double[weights.length]});
    }

    @Override
    public void step(double[] gradient, int step) {
      double b = 1 - Math.pow(step, -.8);
      for (double[] moment : moments) {
        for (int i = 0; i < moment.length; i++) {
          moment[i] *= b;
        }
      }
      for (int i = 0; i < gradient.length; i++) {
        double square = (1 - b) * (gradient[i] * gradient[i] + 1e-30);
        if (matrix) {
          moments[0][i / COLUMNS] += square;
          moments[1][i % COLUMNS] += square;
        } else {
          moments[0][i] += square;
        }
      }
      double all = Arrays.stream(moments[0]).sum();
      double[] update = new double[gradient.length];
      double squares = 0;
      for (int i = 0; i < update.length; i++) {
        double v = matrix ? moments[0][i / COLUMNS] * moments[1][i % COLUMNS] / all : moments[0][i];
        update[i] = gradient[i] / Math.sqrt(v);
        squares += update[i] * update[i] / update.length;
      }
      for (int i = 0; i < update.length; i++) {
        double clipped = update[i] / Math.max(1, Math.sqrt(squares));
        weights[i] -= RATE * decay * weights[i] + RATE * clipped;
      }
    }
  }
}
