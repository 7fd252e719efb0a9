package dev.w2s.model;

import dev.w2s.file.DurableFiles;
import dev.w2s.model.internal.ElementType;
import dev.w2s.model.internal.MappedFiles;
import dev.w2s.model.internal.SafetensorsHeader;
import dev.w2s.model.internal.StoredTensor;
import dev.w2s.problem.IoFailure;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A file of named tensors in the safetensors format: weights, or the state of a training. Open
/// while tensors are read from it; they are copies.
public final class Safetensors implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// The most that one write is given, so that no buffer is larger than `int` can say.
  private static final long CHUNK = 1L << 30;

  /// Data starts at a multiple of it, as in the reference implementation.
  private static final int ALIGNMENT = 8;

  private final Path file;
  private final SafetensorsHeader header;
  private final MappedFiles files = new MappedFiles();

  private Safetensors(Path file) {
    this.file = file;
    this.header = SafetensorsHeader.read(file);
  }

  /// Opens a file.
  ///
  /// @throws dev.w2s.problem.BadInputException where it is damaged, with everything that is wrong
  public static Safetensors open(Path file) {
    return new Safetensors(file);
  }

  /// Names of all tensors, in the order of the file.
  public Set<String> names() {
    return header.tensors().keySet();
  }

  /// Free text that was stored with the tensors.
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /// A copy of a tensor, in the type it is stored in.
  ///
  /// @throws IllegalArgumentException where there is none of that name
  public Tensor tensor(String name) {
    StoredTensor stored = header.tensors().get(name);
    if (stored == null) {
      throw new IllegalArgumentException(file + " holds no tensor " + name);
    }
    return files.read(stored);
  }

  /// Writes a file: complete under its name, or not at all. What is in memory goes to the disk
  /// without another copy in Java.
  ///
  /// @param tensors of any type that safetensors has, in the order in which they are stored
  /// @param metadata free text
  /// @throws dev.w2s.problem.BadInputException where the disk is full or read-only
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    byte[] header = header(tensors, metadata);
    try {
      DurableFiles.write(
          file,
          channel -> {
            DurableFiles.writeAll(channel, ByteBuffer.wrap(header));
            for (Tensor tensor : tensors.values()) {
              write(channel, tensor);
            }
          });
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  private static byte[] header(Map<String, Tensor> tensors, Map<String, String> metadata) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode texts = root.putObject("__metadata__");
    metadata.forEach(texts::put);
    long start = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      ObjectNode node = root.putObject(entry.getKey());
      node.put("dtype", ElementType.of(tensor.scalar_type()).name());
      var shape = node.putArray("shape");
      for (int i = 0; i < tensor.dim(); i++) {
        shape.add(tensor.size(i));
      }
      node.putArray("data_offsets").add(start).add(start + tensor.nbytes());
      start += tensor.nbytes();
    }
    return padded(JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] padded(byte[] json) {
    int length = Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT;
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(length).put(json);
    while (buffer.hasRemaining()) {
      buffer.put((byte) ' ');
    }
    return buffer.array();
  }

  private static void write(FileChannel channel, Tensor tensor) throws IOException {
    try (Scope scope = Scope.open()) {
      Tensor whole = Tensors.host(tensor.detach().contiguous());
      for (long start = 0; start < whole.nbytes(); start += CHUNK) {
        long count = Math.min(CHUNK, whole.nbytes() - start);
        DurableFiles.writeAll(channel, Tensors.memory(whole).asSlice(start, count).asByteBuffer());
      }
    }
  }

  @Override
  public void close() {
    files.close();
  }
}
