package dev.w2s.bench;

import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A GPT-2 of any size with random weights, as a folder in the published layout: speed does not
/// depend on what weights say. Matrices are N(0, 0.02^2), as the published models were initialised
/// (Radford et al., 2019), norms 1 and biases 0.
///
/// @param vocabulary tokens it knows
/// @param positions it has
/// @param width H
/// @param layers decoder layers
/// @param heads attention heads
record RandomGpt2(int vocabulary, int positions, int width, int layers, int heads) {
  /// The smallest published size, 124 M weights.
  static final RandomGpt2 SMALL = new RandomGpt2(50257, 1024, 768, 12, 12);

  private static final float DEVIATION = .02f;
  private static final int CHUNK = 1 << 18;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Writes config, weights and a tokenizer of a few tokens, which stands for one that is not
  /// needed.
  void write(Path folder, long seed) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("config.json"), config().toString());
      Files.write(folder.resolve("vocab.txt"), List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
      writeWeights(folder.resolve("model.safetensors"), seed);
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  private ObjectNode config() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("model_type", "gpt2")
        .put("activation_function", "gelu_new")
        .put("layer_norm_epsilon", 1e-5)
        .put("n_embd", width)
        .put("n_head", heads)
        .put("n_layer", layers)
        .put("n_positions", positions)
        .put("vocab_size", vocabulary);
  }

  private Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("wte.weight", new long[] {vocabulary, width});
    shapes.put("wpe.weight", new long[] {positions, width});
    for (int i = 0; i < layers; i++) {
      String layer = "h." + i + ".";
      norm(shapes, layer + "ln_1");
      matrix(shapes, layer + "attn.c_attn", width, 3L * width);
      matrix(shapes, layer + "attn.c_proj", width, width);
      norm(shapes, layer + "ln_2");
      matrix(shapes, layer + "mlp.c_fc", width, 4L * width);
      matrix(shapes, layer + "mlp.c_proj", 4L * width, width);
    }
    norm(shapes, "ln_f");
    return shapes;
  }

  private void norm(Map<String, long[]> shapes, String name) {
    shapes.put(name + ".weight", new long[] {width});
    shapes.put(name + ".bias", new long[] {width});
  }

  private static void matrix(Map<String, long[]> shapes, String name, long in, long out) {
    shapes.put(name + ".weight", new long[] {in, out});
    shapes.put(name + ".bias", new long[] {out});
  }

  private void writeWeights(Path file, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      channel.write(header());
      for (Map.Entry<String, long[]> tensor : shapes().entrySet()) {
        writeTensor(channel, tensor.getKey(), count(tensor.getValue()), random);
      }
    }
  }

  /// The length of the JSON, then the JSON: names, types, shapes and places of all tensors.
  private ByteBuffer header() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    long offset = 0;
    for (Map.Entry<String, long[]> tensor : shapes().entrySet()) {
      long end = offset + count(tensor.getValue()) * Float.BYTES;
      ObjectNode entry = root.putObject(tensor.getKey()).put("dtype", "F32");
      entry.set("shape", JSON.valueToTree(tensor.getValue()));
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .flip();
  }

  private static void writeTensor(
      FileChannel channel, String name, long count, SplittableRandom random) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long left = count; left > 0; left -= CHUNK) {
      buffer.clear();
      for (int i = 0; i < Math.min(left, CHUNK); i++) {
        buffer.putFloat(value(name, random));
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  private static float value(String name, SplittableRandom random) {
    if (name.endsWith("bias")) {
      return 0;
    }
    return name.contains("ln_") ? 1 : DEVIATION * (float) random.nextGaussian();
  }

  private static long count(long[] shape) {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    return count;
  }
}
