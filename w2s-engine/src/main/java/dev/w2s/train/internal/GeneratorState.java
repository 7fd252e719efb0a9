package dev.w2s.train.internal;

import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// The state of libtorch's default generator, which dropout draws from.
public record GeneratorState(byte[] bytes) {
  /// The state as it is now.
  public static GeneratorState capture() {
    try (Scope scope = Scope.open()) {
      Tensor state = generator().get_state();
      return new GeneratorState(Tensors.memory(state).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /// Sets the generator back to this state.
  public void restore() {
    try (Scope scope = Scope.open()) {
      Tensor state =
          torch.empty(new long[] {bytes.length}, new TensorOptions(torch.ScalarType.Byte), null);
      Tensors.memory(state).copyFrom(MemorySegment.ofArray(bytes));
      generator().set_state(state);
    }
  }

  private static Generator generator() {
    return torch.getDefaultCPUGenerator();
  }
}
