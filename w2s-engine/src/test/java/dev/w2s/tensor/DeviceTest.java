package dev.w2s.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.w2s.problem.BadInputException;
import dev.w2s.study.DeviceChoice;
import dev.w2s.study.Precision;
import java.lang.foreign.MemorySegment;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceTest {
  @BeforeEach
  void start() {
    Libtorch.start(2);
  }

  @AfterAll
  static void backToTheCpu() {
    Libtorch.start(2);
  }

  @Test
  void cpuIsAlwaysThere() {
    assertThat(Device.of(DeviceChoice.CPU)).isEqualTo(Device.CPU);
    assertThat(Libtorch.device()).isEqualTo(Device.CPU);
    assertThat(Libtorch.deviceName()).isEqualTo("cpu");
    assertThat(Libtorch.generators()).hasSize(1);
  }

  @Test
  void autoIsCudaWhereItCanBeUsed() {
    assertThat(Device.of(DeviceChoice.AUTO))
        .isEqualTo(Cuda.missing().isEmpty() ? Device.CUDA : Device.CPU);
  }

  @Test
  void cudaIsRefusedWhereItCannotBeUsedAndTheDeviceStays() {
    assumeFalse(Cuda.missing().isEmpty(), "CUDA can be used here");
    for (Runnable asked :
        new Runnable[] {() -> Libtorch.start(2, Device.CUDA), () -> Device.of(DeviceChoice.CUDA)}) {
      assertThatThrownBy(asked::run)
          .isInstanceOf(BadInputException.class)
          .hasMessage(Cuda.missing().orElseThrow().message());
    }
    assertThat(Libtorch.device()).isEqualTo(Device.CPU);
  }

  @ParameterizedTest
  @EnumSource(Cuda.Missing.class)
  void whatIsMissingIsSaidInOneLine(Cuda.Missing missing) {
    assertThat(missing.message())
        .startsWith("device cuda needs ")
        .endsWith("; device cpu needs nothing of it")
        .doesNotContain("\n");
  }

  @Test
  void driverThatIsNotThereIsNoFailure() {
    assumeFalse(CudaDriver.isThere(), "NVIDIA's driver is here");
    assertThatThrownBy(CudaDriver::deviceName)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("NVIDIA's driver gives no name");
  }

  @Test
  void cpuHasNoTensorFloats() {
    assertThatThrownBy(() -> Libtorch.use(Precision.TF32))
        .isInstanceOf(BadInputException.class)
        .hasMessage("precision tf32 needs device cuda; on the CPU take float32 or bfloat16");
    assertThatThrownBy(() -> new MatrixProduct(2, Precision.TF32).close())
        .isInstanceOf(BadInputException.class);
    Libtorch.use(Precision.BFLOAT16);
  }

  @Test
  void onTheCpuNothingIsCopied() {
    try (Scope scope = Scope.open()) {
      Tensor tensor = Tensors.floats(new float[] {1, 2}, 2);
      assertThat(Tensors.placed(tensor)).isSameAs(tensor);
      assertThat(Tensors.moved(tensor)).isSameAs(tensor);
      assertThat(Tensors.host(tensor)).isSameAs(tensor);
      assertThat(tensor.is_pinned()).isFalse();
    }
  }

  @Test
  void freshTensorsHoldWhatTheySay() {
    try (Scope scope = Scope.open()) {
      assertThat(Tensors.toFloats(Tensors.zeros(2, 1))).containsExactly(0, 0);
      assertThat(Tensors.toLongs(Tensors.ones(torch.ScalarType.Bool, 2))).containsExactly(1, 1);
      assertThat(Tensors.toFloats(Tensors.scalar(.1f))).containsExactly(.1f);
      Tensor filled = Tensors.zeros(2);
      Tensors.fill(filled, MemorySegment.ofArray(new float[] {3, 4}));
      assertThat(Tensors.toFloats(filled)).containsExactly(3, 4);
    }
  }

  @Test
  void memoryElsewhereIsNotRead() {
    try (Scope scope = Scope.open()) {
      // Tensors without values lie on a device of their own.
      TensorOptions elsewhere =
          new TensorOptions(torch.ScalarType.Float)
              .device(new DeviceOptional(new org.bytedeco.pytorch.Device("meta")));
      assertThatThrownBy(() -> Tensors.memory(torch.zeros(new long[] {2}, elsewhere)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("only a tensor in the CPU's memory can be read in place");
    }
  }

  @Test
  void variablesOfTheProcessCanBeSetForCublas() {
    torch.set_env("W2S_TEST_VARIABLE", ":4096:8");
    assertThat(torch.has_env("W2S_TEST_VARIABLE")).isTrue();
  }

  @Test
  void everythingGoesToTheProcessorAndBack() {
    assumeTrue(Cuda.missing().isEmpty(), "there is no graphics processor to use here");
    Libtorch.start(2, Device.CUDA);
    try (Scope scope = Scope.open()) {
      assertThat(Tensors.floats(new float[] {1, 2}, 2).is_cuda()).isTrue();
      assertThat(Tensors.toLongs(Tensors.longs(new long[] {1, 2}, 2))).containsExactly(1, 2);
      assertThat(Tensors.toDoubles(Tensors.doubles(new double[] {1, 2}, 2))).containsExactly(1, 2);
      Tensor filled = Tensors.zeros(2);
      Tensors.fill(filled, MemorySegment.ofArray(new float[] {3, 4}));
      assertThat(Tensors.toFloats(filled)).containsExactly(3, 4);
      assertThat(Libtorch.generators()).hasSize(2);
      assertThat(Libtorch.deviceName()).matches("cuda: .+, CUDA \\d+\\.\\d");
    }
  }
}
