package dev.w2s.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/// A random BERT of two layers in the published layout, and the words it knows.
final class TinyModel {
  static final List<String> GOOD = List.of("sun", "rose", "feast", "song", "friend", "gift");
  static final List<String> BAD = List.of("rain", "thorn", "famine", "noise", "foe", "theft");
  static final List<String> OTHER =
      List.of("the", "a", "in", "on", "of", "house", "street", "river", "morning", "town", "week");

  private static final int WIDTH = 16;
  private static final int INNER = 32;
  private static final int POSITIONS = 32;

  private final Random random;
  private final Map<String, int[]> shapes = new LinkedHashMap<>();

  private TinyModel(long seed) {
    random = new Random(seed);
  }

  /// Writes the model into a folder, which is made.
  static Path write(Path folder, long seed) throws IOException {
    Files.createDirectories(folder);
    List<String> vocabulary = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
    vocabulary.addAll(GOOD);
    vocabulary.addAll(BAD);
    vocabulary.addAll(OTHER);
    vocabulary.add("[MASK]");
    Files.write(folder.resolve("vocab.txt"), vocabulary);
    Files.writeString(folder.resolve("config.json"), config(vocabulary.size()));
    new TinyModel(seed).weights(folder.resolve("model.safetensors"), vocabulary.size());
    return folder;
  }

  private static String config(int words) {
    return """
    {"architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu",
     "hidden_size": %d, "intermediate_size": %d, "max_position_embeddings": %d,
     "num_attention_heads": 2, "num_hidden_layers": 2, "type_vocab_size": 2,
     "vocab_size": %d, "pad_token_id": 0, "layer_norm_eps": 1e-12}
    """
        .formatted(WIDTH, INNER, POSITIONS, words);
  }

  private void weights(Path file, int words) throws IOException {
    shapes.put("embeddings.word_embeddings.weight", new int[] {words, WIDTH});
    shapes.put("embeddings.position_embeddings.weight", new int[] {POSITIONS, WIDTH});
    shapes.put("embeddings.token_type_embeddings.weight", new int[] {2, WIDTH});
    norm("embeddings.LayerNorm");
    for (int layer = 0; layer < 2; layer++) {
      String name = "encoder.layer." + layer + ".";
      for (String part : List.of("self.query", "self.key", "self.value", "output.dense")) {
        dense(name + "attention." + part, WIDTH, WIDTH);
      }
      norm(name + "attention.output.LayerNorm");
      dense(name + "intermediate.dense", WIDTH, INNER);
      dense(name + "output.dense", INNER, WIDTH);
      norm(name + "output.LayerNorm");
    }
    Files.write(file, safetensors());
  }

  private void norm(String name) {
    shapes.put(name + ".weight", new int[] {WIDTH});
    shapes.put(name + ".bias", new int[] {WIDTH});
  }

  private void dense(String name, int in, int out) {
    shapes.put(name + ".weight", new int[] {out, in});
    shapes.put(name + ".bias", new int[] {out});
  }

  private byte[] safetensors() {
    StringJoiner header = new StringJoiner(",", "{", "}");
    int end = 0;
    for (Map.Entry<String, int[]> tensor : shapes.entrySet()) {
      int start = end;
      StringJoiner shape = new StringJoiner(",", "[", "]");
      for (int size : tensor.getValue()) {
        shape.add(Integer.toString(size));
      }
      end += Float.BYTES * size(tensor.getValue());
      header.add(
          "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(tensor.getKey(), shape, start, end));
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    shapes.forEach((name, shape) -> fill(file, name, size(shape)));
    return file.array();
  }

  private void fill(ByteBuffer file, String name, int values) {
    for (int i = 0; i < values; i++) {
      boolean one = name.endsWith("LayerNorm.weight");
      boolean zero = name.endsWith(".bias");
      file.putFloat(one ? 1 : zero ? 0 : (float) (random.nextGaussian() * 0.3));
    }
  }

  private static int size(int[] shape) {
    int size = 1;
    for (int side : shape) {
      size *= side;
    }
    return size;
  }
}
