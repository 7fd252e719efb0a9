package dev.w2s.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static final int COUNT = 400_003; // no multiple of what one draw gives

  @BeforeEach
  void start() {
    Libtorch.start(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9})
  void dropsThatShareAndKeepsTheMean(double probability) {
    Libtorch.seed(1);
    float[] values = dropped(torch.ones(COUNT), probability);

    double kept = 0;
    double pairs = 0;
    for (int i = 0; i < COUNT; i++) {
      assertThat(values[i]).isIn(0f, (float) (65536.0 / (65536 - Math.round(probability * 65536))));
      kept += values[i] == 0 ? 0 : 1;
      pairs += values[i] == 0 && values[(i + 1) % COUNT] == 0 ? 1 : 0;
    }
    // Five standard deviations of a binomial.
    double deviation = Math.sqrt(probability * (1 - probability) / COUNT);
    assertThat(1 - kept / COUNT).isEqualTo(probability, within(5 * deviation));
    assertThat(pairs / COUNT)
        .as("neighbours are independent")
        .isEqualTo(probability * probability, within(10 * deviation));
  }

  @Test
  void followsTheGeneratorOfLibtorch() {
    Libtorch.seed(3);
    float[] first = dropped(torch.ones(100), 0.3);
    float[] second = dropped(torch.ones(100), 0.3);
    Libtorch.seed(3);

    assertThat(dropped(torch.ones(100), 0.3)).isEqualTo(first);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void gradientPassesWhereTheNumberWasKept() {
    Tensor x = torch.ones(7, 3);
    x.set_requires_grad(true);
    Tensor y = Dropout.apply(x, 0.5);
    y.sum().backward();

    assertThat(Tensors.toFloats(x.grad())).isEqualTo(Tensors.toFloats(y));
    assertThat(y.size(0)).isEqualTo(7);
  }

  @Test
  void nothingIsDroppedAtZero() {
    Tensor x = torch.ones(3);

    assertThat(Dropout.apply(x, 0)).isSameAs(x);
  }

  private static float[] dropped(Tensor x, double probability) {
    return Tensors.toFloats(Dropout.apply(x, probability));
  }
}
