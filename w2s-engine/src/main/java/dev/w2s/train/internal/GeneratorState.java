package dev.w2s.train.internal;

import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// The states of libtorch's default generators, which dropout draws from.
///
/// @param bytes the state of the CPU's, then that of the device's where it has its own
public record GeneratorState(byte[] bytes) {
  /// The states as they are now.
  public static GeneratorState capture() {
    ByteArrayOutputStream states = new ByteArrayOutputStream();
    try (Scope scope = Scope.open()) {
      for (Generator generator : Libtorch.generators()) {
        states.writeBytes(Tensors.memory(generator.get_state()).toArray(ValueLayout.JAVA_BYTE));
      }
    }
    return new GeneratorState(states.toByteArray());
  }

  /// Sets the generators back to these states. A device's own, where it was captured on another
  /// device, stays as it is.
  public void restore() {
    try (Scope scope = Scope.open()) {
      int start = 0;
      for (Generator generator : Libtorch.generators()) {
        int end = start + Math.toIntExact(generator.get_state().numel());
        if (end <= bytes.length) {
          restore(generator, Arrays.copyOfRange(bytes, start, end));
        }
        start = end;
      }
    }
  }

  private static void restore(Generator generator, byte[] bytes) {
    Tensor state =
        torch.empty(new long[] {bytes.length}, new TensorOptions(torch.ScalarType.Byte), null);
    Tensors.memory(state).copyFrom(MemorySegment.ofArray(bytes));
    generator.set_state(state);
  }
}
