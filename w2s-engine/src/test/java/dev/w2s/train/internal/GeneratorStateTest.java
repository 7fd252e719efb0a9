package dev.w2s.train.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeneratorStateTest {
  @BeforeEach
  void start() {
    Libtorch.start(2);
    Libtorch.seed(3);
  }

  @Test
  void numbersGoOnWhereTheyWere() {
    drawn();
    GeneratorState state = GeneratorState.capture();
    float[] expected = drawn();
    assertThat(drawn()).isNotEqualTo(expected);
    state.restore();
    assertThat(drawn()).isEqualTo(expected);
  }

  @Test
  void stateOfAnotherDeviceBehindThatOfTheCpuIsLeftAlone() {
    byte[] cpu = GeneratorState.capture().bytes();
    float[] expected = drawn();
    new GeneratorState(Arrays.copyOf(cpu, cpu.length + 16)).restore();
    assertThat(drawn()).isEqualTo(expected);
    assertThat(GeneratorState.capture().bytes()).hasSameSizeAs(cpu);
  }

  private static float[] drawn() {
    try (Scope scope = Scope.open()) {
      return Tensors.toFloats(torch.randn(5));
    }
  }
}
