package dev.w2s.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.study.Precision;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TensorTest {
  @BeforeEach
  void start() {
    Libtorch.start(2);
  }

  @Test
  void productIsInFloat32WhateverThePrecision() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensors.floats(new float[] {1, 2, 3, 4}, 2, 2);
      Tensor weight = Tensors.floats(new float[] {1, 0, .5f, .25f, 1, 1}, 3, 2);
      Tensor bias = Tensors.floats(new float[] {1, 2, 4}, 3);
      for (Precision precision : Precision.values()) {
        Tensor product = Linear.linear(x, weight, bias, precision);
        assertThat(product.scalar_type().intern()).isEqualTo(torch.ScalarType.Float);
        assertThat(Tensors.toFloats(product)).containsExactly(2, 3, 7, 4, 4.5f, 11);
      }
    }
  }

  @Test
  void bfloat16RoundsAndItsGradientsAreCloseToThoseOfFloat32() {
    try (Scope scope = Scope.open()) {
      Libtorch.seed(3);
      Tensor x = torch.randn(64, 48);
      float[] exact = gradient(x, Precision.FLOAT32);
      float[] rounded = gradient(x, Precision.BFLOAT16);
      assertThat(rounded).isNotEqualTo(exact);
      for (int i = 0; i < exact.length; i++) {
        assertThat(Math.abs(rounded[i] - exact[i])).isLessThan(.3f);
      }
    }
  }

  /// Whatever the processor multiplies in: factors are rounded, sums are not, and results are.
  @Test
  void bfloat16IsTheRoundedSumOfRoundedFactors() {
    try (Scope scope = Scope.open()) {
      Libtorch.seed(3);
      Tensor x = torch.randn(5, 300);
      Tensor weight = torch.randn(7, 300);
      float[] products =
          Tensors.toFloats(Linear.linear(x, weight, torch.ones(7), Precision.BFLOAT16));
      float[] left = Tensors.toFloats(x);
      float[] right = Tensors.toFloats(weight);
      for (int i = 0; i < products.length; i++) {
        double sum = 1;
        for (int n = 0; n < 300; n++) {
          sum += bfloat16(left[i / 7 * 300 + n]) * bfloat16(right[i % 7 * 300 + n]);
        }
        assertThat(products[i]).isEqualTo((float) bfloat16(products[i]));
        assertThat(Math.abs(products[i] - sum)).isLessThan(1e-3 + Math.abs(sum) / 256);
      }
    }
  }

  /// To 7 bits behind the point, of equally near ones to the even.
  private static double bfloat16(float value) {
    int bits = Float.floatToIntBits(value);
    int rounded = bits + 0x7FFF + (bits >>> 16 & 1);
    return Float.intBitsToFloat(rounded & 0xFFFF0000);
  }

  private static float[] gradient(Tensor x, Precision precision) {
    Libtorch.seed(4);
    Tensor weight = torch.randn(32, 48);
    weight.requires_grad_(true);
    Tensor product = Linear.linear(x, weight, torch.zeros(32), precision);
    product.mul(torch.cos(torch.arange(new Scalar(32)))).sum().backward();
    return Tensors.toFloats(weight.grad());
  }

  @Test
  void scopeFreesWhatItDoesNotKeep() {
    long before = Scope.liveObjects();
    Tensor kept;
    try (Scope scope = Scope.open()) {
      torch.randn(1000).mul(torch.randn(1000));
      kept = scope.keep(Tensors.floats(new float[] {1, 2}, 2));
    }
    assertThat(Tensors.toFloats(kept)).containsExactly(1, 2);
    Scope.free(kept);
    Scope.free(kept);
    assertThat(Scope.liveObjects()).isLessThanOrEqualTo(before);
  }

  @Test
  void residentMemoryStaysFlatOverManyScopes() {
    long before = 0;
    for (int i = 0; i < 220; i++) {
      try (Scope scope = Scope.open()) {
        torch.ones(1 << 20).add(torch.ones(1 << 20));
      }
      before = i == 20 ? Scope.residentBytes() : before;
    }
    assertThat(Scope.residentBytes() - before).isLessThan(200L << 20);
  }

  @Test
  void viewSeesTheMemoryItStandsOver() {
    try (Arena arena = Arena.ofConfined();
        Scope scope = Scope.open()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4);
      Tensor view = Tensors.view(memory, torch.ScalarType.Float, 2, 2);
      memory.setAtIndex(ValueLayout.JAVA_FLOAT, 3, 9);
      assertThat(Tensors.toFloats(view.t())).containsExactly(1, 3, 2, 9);
    }
  }

  @Test
  void wrongSizesAreRefused() {
    assertThatThrownBy(() -> Tensors.floats(new float[3], 2, 2))
        .hasMessageContaining("4 values cannot be made of 3");
    assertThatThrownBy(() -> Libtorch.start(0)).hasMessageContaining("at least 1 but was 0");
  }

  @Test
  void sameSeedGivesTheSameNumbers() {
    try (Scope scope = Scope.open()) {
      Libtorch.seed(1);
      float[] first = Tensors.toFloats(torch.randn(5));
      Libtorch.seed(1);
      assertThat(Tensors.toFloats(torch.randn(5))).isEqualTo(first);
    }
  }
}
