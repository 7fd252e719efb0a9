package dev.w2s.train.internal;

import dev.w2s.file.DurableFiles;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// One checkpoint as a file: `W2SCKPT1`, the length of a JSON header (int64, little-endian), the
/// header, the bytes of the tensors one after the other, and the CRC-32C of all of it (int64).
/// Under its name there is a whole file or none.
final class CheckpointFile {
  private static final byte[] MAGIC = "W2SCKPT1".getBytes(StandardCharsets.US_ASCII);
  private static final int CHUNK = 1 << 24;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// What is not a tensor.
  ///
  /// @param training fingerprint of the training that this is a state of
  /// @param bytes of each tensor
  record Header(String training, LoopState state, byte[] generator, List<Long> bytes) {}

  private CheckpointFile() {}

  static void write(Path file, Header header, List<Tensor> tensors) throws IOException {
    DurableFiles.write(file, channel -> write(channel, header, tensors));
  }

  private static void write(FileChannel channel, Header header, List<Tensor> tensors)
      throws IOException {
    CRC32C sum = new CRC32C();
    write(channel, sum, MemorySegment.ofArray(head(header)));
    for (Tensor tensor : tensors) {
      try (Scope scope = Scope.open()) {
        write(channel, sum, Tensors.memory(Tensors.host(tensor)));
      }
    }
    write(channel, new CRC32C(), MemorySegment.ofArray(number(sum.getValue())));
  }

  /// Reads a checkpoint of that training into the tensors. They are not touched unless all of it is
  /// intact.
  ///
  /// @return empty where the file is damaged or belongs to another training
  static Optional<Header> read(Path file, String training, List<Tensor> tensors)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      if (!intact(all)) {
        return Optional.empty();
      }
      long headLength = MAGIC.length + Long.BYTES + all.get(LONG, MAGIC.length);
      Header header = parse(all.asSlice(MAGIC.length + Long.BYTES, all.get(LONG, MAGIC.length)));
      if (!header.training().equals(training) || !header.bytes().equals(sizes(tensors))) {
        return Optional.empty();
      }
      copy(all, headLength, tensors);
      return Optional.of(header);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  static List<Long> sizes(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::nbytes).toList();
  }

  private static boolean intact(MemorySegment all) {
    long body = all.byteSize() - Long.BYTES;
    if (body < MAGIC.length + Long.BYTES
        || MemorySegment.ofArray(MAGIC).mismatch(all.asSlice(0, MAGIC.length)) != -1) {
      return false;
    }
    CRC32C sum = new CRC32C();
    for (long start = 0; start < body; start += CHUNK) {
      sum.update(all.asSlice(start, Math.min(CHUNK, body - start)).asByteBuffer());
    }
    return sum.getValue() == all.get(LONG, body);
  }

  private static void copy(MemorySegment all, long start, List<Tensor> tensors) {
    long position = start;
    for (Tensor tensor : tensors) {
      Tensors.fill(tensor, all.asSlice(position, tensor.nbytes()));
      position += tensor.nbytes();
    }
  }

  private static byte[] head(Header header) {
    byte[] json = JSON.writeValueAsBytes(header);
    return ByteBuffer.allocate(MAGIC.length + Long.BYTES + json.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putLong(json.length)
        .put(json)
        .array();
  }

  private static Header parse(MemorySegment json) {
    return JSON.readValue(json.toArray(ValueLayout.JAVA_BYTE), Header.class);
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  private static void write(FileChannel channel, CRC32C sum, MemorySegment memory)
      throws IOException {
    for (long start = 0; start < memory.byteSize(); start += CHUNK) {
      ByteBuffer chunk =
          memory.asSlice(start, Math.min(CHUNK, memory.byteSize() - start)).asByteBuffer();
      sum.update(chunk.duplicate());
      DurableFiles.writeAll(channel, chunk);
    }
  }
}
