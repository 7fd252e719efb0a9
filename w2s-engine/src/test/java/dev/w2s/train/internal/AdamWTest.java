package dev.w2s.train.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.model.Parameters;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdamWTest {
  private static final double DECAY = 0.1;
  private static final double CLIP = 0.7;

  @BeforeAll
  static void start() {
    Libtorch.start(2);
  }

  @Test
  void followsThePublishedAlgorithmWithClippingAndDecayOfMatricesOnly() {
    float[] matrix = normal(1, 12);
    float[] vector = normal(2, 3);
    Reference expectedMatrix = new Reference(matrix, DECAY);
    Reference expectedVector = new Reference(vector, 0);
    Parameters parameters = new Parameters();
    parameters.add("vector", Tensors.floats(vector, 3));
    parameters.add("matrix", Tensors.floats(matrix, 4, 3));
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(parameters)) {
      AdamW optimiser = new AdamW(flat, DECAY);
      for (int step = 1; step <= 5; step++) {
        float[] matrixGradient = normal(10 + step, 12);
        float[] vectorGradient = normal(20 + step, 3);
        setGradient(parameters.get("matrix"), matrixGradient);
        setGradient(parameters.get("vector"), vectorGradient);
        double norm = Math.sqrt(squares(matrixGradient) + squares(vectorGradient));
        assertThat(optimiser.gradientNorm()).isEqualTo(norm, within(1e-5));
        double shrink = AdamW.shrink(norm, CLIP);
        optimiser.step(step, 1e-2, shrink);
        expectedMatrix.step(matrixGradient, shrink, step);
        expectedVector.step(vectorGradient, shrink, step);
      }
    }
    assertThat(Tensors.toFloats(parameters.get("matrix")))
        .containsExactly(expectedMatrix.rounded(), within(2e-6f));
    assertThat(Tensors.toFloats(parameters.get("vector")))
        .containsExactly(expectedVector.rounded(), within(2e-6f));
  }

  @Test
  void smallGradientsAreNotClipped() {
    assertThat(AdamW.shrink(0.5, 1)).isEqualTo(1);
    assertThat(AdamW.shrink(4, 2)).isEqualTo(2);
  }

  private static void setGradient(Tensor weight, float[] gradient) {
    try (Scope scope = Scope.open()) {
      weight.grad().copy_(Tensors.floats(gradient, gradient.length).view_as(weight));
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

  /// Algorithm 2 of arXiv 1711.05101, number by number in float64.
  private static final class Reference {
    private final double[] weights;
    private final double[] first;
    private final double[] second;
    private final double decay;

    Reference(float[] start, double decay) {
      this.weights = new double[start.length];
      for (int i = 0; i < start.length; i++) {
        weights[i] = start[i];
      }
      this.first = new double[start.length];
      this.second = new double[start.length];
      this.decay = decay;
    }

    void step(float[] gradient, double shrink, int step) {
      for (int i = 0; i < weights.length; i++) {
        double g = gradient[i] / shrink;
        first[i] = 0.9 * first[i] + 0.1 * g;
        second[i] = 0.999 * second[i] + 0.001 * g * g;
        double m = first[i] / (1 - Math.pow(0.9, step));
        double v = second[i] / (1 - Math.pow(0.999, step));
        weights[i] -= 1e-2 * decay * weights[i] + 1e-2 * m / (Math.sqrt(v) + 1e-8);
      }
    }

    float[] rounded() {
      float[] result = new float[weights.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = (float) weights[i];
      }
      return result;
    }
  }
}
