package dev.w2s.model.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.tensor.Tensors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// Files of tensors, mapped into memory while they are read, whatever their size.
public final class MappedFiles implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final Map<Path, MemorySegment> mapped = new HashMap<>();

  /// A copy of a tensor in the type it is stored in, as a model wants it.
  public Tensor read(StoredTensor stored) {
    long[] shape = stored.shape().stream().mapToLong(Long::longValue).toArray();
    Tensor copy =
        torch.empty(
            shape, new TensorOptions(stored.type().scalarType()), new MemoryFormatOptional());
    if (stored.values() > 0) {
      Tensors.memory(copy).copyFrom(segment(stored));
    }
    return stored.transposed() ? copy.t().contiguous() : copy;
  }

  /// A copy of a tensor in float32, as a model wants it.
  public Tensor readFloats(StoredTensor stored) {
    return read(stored).to(torch.ScalarType.Float);
  }

  private MemorySegment segment(StoredTensor stored) {
    MemorySegment file = mapped.computeIfAbsent(stored.file(), this::map);
    if (stored.offset() + stored.bytes() > file.byteSize()) {
      throw new BadInputException(Problem.in(stored.file(), "became shorter while it was read"));
    }
    return file.asSlice(stored.offset(), stored.bytes());
  }

  private MemorySegment map(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
