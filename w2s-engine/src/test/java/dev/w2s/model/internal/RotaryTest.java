package dev.w2s.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.model.Pass;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RotaryTest {
  private final Rotary rotary = new Rotary(new float[] {1, .5f}, 1);

  @BeforeEach
  void start() {
    Libtorch.start(1);
  }

  private float[] turned(int places) {
    try (Scope scope = Scope.open()) {
      return Tensors.toFloats(rotary.apply(torch.ones(1, 1, places, 5), Pass.EXACT));
    }
  }

  @Test
  void valuesAreTurnedByTheirPlace() {
    float[] values = turned(2);
    assertThat(values).startsWith(1, 1, 1, 1, 1);
    assertThat(values[5]).isEqualTo((float) (Math.cos(1) - Math.sin(1)));
    assertThat(values[8]).isEqualTo((float) Math.cos(.5) + (float) Math.sin(.5));
    assertThat(values[9]).isEqualTo(1);
  }

  @Test
  void tablesAreSharedWhileTheirScopeIsOpenAndMadeAgainAfterIt() {
    float[] expected = turned(3);
    assertThat(turned(2)).isEqualTo(turned(2));
    assertThat(turned(3)).isEqualTo(expected);
    try (Scope scope = Scope.open()) {
      Tensor x = torch.ones(1, 1, 3, 5);
      long start = Scope.liveObjects();
      rotary.apply(x, Pass.EXACT);
      long first = Scope.liveObjects() - start;
      Tensor again = rotary.apply(x, Pass.EXACT);
      assertThat(Scope.liveObjects() - start - first).isLessThan(first);
      assertThat(Tensors.toFloats(again)).isEqualTo(expected);
    }
  }

  @Test
  void otherThreadsHaveTablesOfTheirOwn() throws InterruptedException {
    float[] expected = turned(3);
    try (Scope scope = Scope.open()) {
      rotary.apply(torch.ones(1, 1, 3, 5), Pass.EXACT);
      Thread other = Thread.ofPlatform().start(() -> turned(3));
      other.join();
      assertThat(Tensors.toFloats(rotary.apply(torch.ones(1, 1, 3, 5), Pass.EXACT)))
          .isEqualTo(expected);
    }
  }
}
