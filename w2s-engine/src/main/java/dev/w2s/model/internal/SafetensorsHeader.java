package dev.w2s.model.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The header of a safetensors file: 8 bytes with its length, then JSON that says where each tensor
/// lies. Nothing in it is believed before it is checked.
///
/// @param tensors by name, in the order of the header
/// @param metadata free text of whoever wrote the file
public record SafetensorsHeader(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
  /// Bytes of the length that opens a file.
  static final int PREFIX = 8;

  /// The longest header, as in the reference implementation.
  private static final long LONGEST = 100_000_000;

  private static final String METADATA = "__metadata__";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public SafetensorsHeader {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /// Reads and checks a header.
  ///
  /// @throws BadInputException with everything that is wrong
  public static SafetensorsHeader read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long length = length(channel, file);
      JsonNode root = json(bytes(channel, PREFIX, Math.toIntExact(length)), file);
      return new Reader(file, PREFIX + length, channel.size()).read(root);
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  private static long length(FileChannel channel, Path file) throws IOException {
    if (channel.size() < PREFIX) {
      throw bad(
          file,
          "has "
              + channel.size()
              + " bytes; a safetensors file starts with 8 bytes that hold its header's length");
    }
    long length =
        ByteBuffer.wrap(bytes(channel, 0, PREFIX)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LONGEST || length > channel.size() - PREFIX) {
      throw bad(
          file,
          "says its header has "
              + Long.toUnsignedString(length)
              + " bytes, which does not fit a file of "
              + channel.size()
              + " bytes; it is truncated, or not a safetensors file");
    }
    return length;
  }

  private static byte[] bytes(FileChannel channel, long start, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, start + buffer.position()) < 0) {
        throw new IOException("it ended at byte " + (start + buffer.position()));
      }
    }
    return buffer.array();
  }

  private static JsonNode json(byte[] bytes, Path file) {
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw bad(file, "its header is not JSON: " + e.getOriginalMessage());
    }
    if (!root.isObject()) {
      throw bad(file, "its header is not a JSON object of tensors");
    }
    return root;
  }

  static BadInputException bad(Path file, String message) {
    return new BadInputException(Problem.in(file, message));
  }

  /// Checks one header against the file it stands in.
  private record Reader(Path file, long start, long size, List<Problem> problems) {
    Reader(Path file, long start, long size) {
      this(file, start, size, new ArrayList<>());
    }

    SafetensorsHeader read(JsonNode root) {
      Map<String, StoredTensor> tensors = new LinkedHashMap<>();
      Map<String, String> metadata = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : root.properties()) {
        if (entry.getKey().equals(METADATA)) {
          addMetadata(entry.getValue(), metadata);
        } else {
          addTensor(entry.getKey(), entry.getValue(), tensors);
        }
      }
      refuseOverlaps(tensors);
      if (!problems.isEmpty()) {
        throw new BadInputException(problems);
      }
      return new SafetensorsHeader(tensors, metadata);
    }

    private void addMetadata(JsonNode node, Map<String, String> metadata) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        if (!entry.getValue().isString()) {
          problem(METADATA + "." + entry.getKey() + " is not a string");
          return;
        }
        metadata.put(entry.getKey(), entry.getValue().stringValue());
      }
    }

    private void addTensor(String name, JsonNode node, Map<String, StoredTensor> tensors) {
      long[] shape = numbers(node.path("shape"));
      long[] offsets = numbers(node.path("data_offsets"));
      ElementType type = type(node.path("dtype"));
      if (type == null) {
        problem(
            "tensor "
                + name
                + ": dtype "
                + node.path("dtype")
                + " is not one of "
                + Arrays.toString(ElementType.values()));
      } else if (shape == null) {
        problem("tensor " + name + ": shape " + node.path("shape") + " is not a list of sizes");
      } else if (offsets == null || offsets.length != 2 || offsets[0] > offsets[1]) {
        problem(
            "tensor "
                + name
                + ": data_offsets "
                + node.path("data_offsets")
                + " are not a first byte and the byte after the last");
      } else if (offsets[1] > size - start) {
        problem(
            "tensor "
                + name
                + ": its data ends at byte "
                + offsets[1]
                + " but the file has only "
                + (size - start)
                + " bytes of data; it is truncated or damaged");
      } else {
        addSized(
            name,
            new StoredTensor(
                file, start + offsets[0], type, Arrays.stream(shape).boxed().toList(), false),
            offsets[1] - offsets[0],
            tensors);
      }
    }

    private void addSized(
        String name, StoredTensor tensor, long bytes, Map<String, StoredTensor> tensors) {
      if (!fits(tensor, bytes)) {
        problem(
            "tensor "
                + name
                + ": a shape of "
                + tensor.shape()
                + " in "
                + tensor.type()
                + " does not take the "
                + bytes
                + " bytes it is given");
      } else {
        tensors.put(name, tensor);
      }
    }

    private static boolean fits(StoredTensor tensor, long bytes) {
      try {
        long needed = tensor.type().bytes();
        for (long dimension : tensor.shape()) {
          needed = Math.multiplyExact(needed, dimension);
        }
        return needed == bytes;
      } catch (ArithmeticException e) {
        return false;
      }
    }

    private void refuseOverlaps(Map<String, StoredTensor> tensors) {
      List<Map.Entry<String, StoredTensor>> sorted = new ArrayList<>(tensors.entrySet());
      sorted.removeIf(entry -> entry.getValue().bytes() == 0);
      sorted.sort(Comparator.comparingLong(entry -> entry.getValue().offset()));
      for (int i = 1; i < sorted.size(); i++) {
        StoredTensor before = sorted.get(i - 1).getValue();
        if (before.offset() + before.bytes() > sorted.get(i).getValue().offset()) {
          problem(
              "tensors "
                  + sorted.get(i - 1).getKey()
                  + " and "
                  + sorted.get(i).getKey()
                  + " overlap; each needs bytes of its own");
        }
      }
    }

    private static @Nullable ElementType type(JsonNode node) {
      for (ElementType type : ElementType.values()) {
        if (node.isString() && type.name().equals(node.stringValue())) {
          return type;
        }
      }
      return null;
    }

    private static long @Nullable [] numbers(JsonNode node) {
      if (!node.isArray()) {
        return null;
      }
      long[] numbers = new long[node.size()];
      for (int i = 0; i < numbers.length; i++) {
        JsonNode number = node.get(i);
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
          return null;
        }
        numbers[i] = number.longValue();
      }
      return numbers;
    }

    private void problem(String message) {
      problems.add(Problem.in(file, message));
    }
  }
}
