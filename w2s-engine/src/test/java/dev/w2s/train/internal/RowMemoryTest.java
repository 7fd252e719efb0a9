package dev.w2s.train.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowMemoryTest {
  @BeforeEach
  void start() {
    Libtorch.start(1);
  }

  @Test
  void changesCountOnceTheStepIsDone() {
    try (Scope scope = Scope.open()) {
      RowMemory memory = new RowMemory(4, 2);
      memory.change(new int[] {3, 0}, new double[][] {{.5, .25}, {1, 2}});

      assertThat(memory.of(new int[] {3})[0]).containsExactly(0, 0);
      memory.commit();
      assertThat(memory.of(new int[] {0, 3, 1}))
          .isDeepEqualTo(new double[][] {{1, 2}, {.5, .25}, {0, 0}});
      assertThat(memory.tensors()).hasSize(1);
      assertThat(Tensors.toFloats(memory.tensors().getFirst()))
          .containsExactly(1, 2, 0, 0, 0, 0, .5f, .25f);
    }
  }

  @Test
  void lossThatRemembersNothingNeedsNoTensor() {
    RowMemory memory = new RowMemory(4, 0);
    memory.change(new int[] {1}, new double[1][0]);
    memory.commit();

    assertThat(memory.of(new int[] {1, 2})).isDeepEqualTo(new double[2][0]);
    assertThat(memory.tensors()).isEmpty();
  }
}
