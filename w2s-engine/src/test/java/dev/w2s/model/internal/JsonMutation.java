package dev.w2s.model.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Changes that a JSON file may have come to harm by.
final class JsonMutation {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonMutation() {}

  /// A value of any kind.
  static JsonNode value(SplittableRandom random) {
    return switch (random.nextInt(14)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(0);
      case 3 -> NODES.numberNode(-random.nextInt(1, 100));
      case 4 -> NODES.numberNode(random.nextInt(1, 70));
      case 5 -> NODES.numberNode(Integer.MAX_VALUE - random.nextInt(2));
      case 6 -> NODES.numberNode(Long.MAX_VALUE);
      case 7 -> NODES.numberNode(random.nextDouble());
      case 8 -> NODES.numberNode(Double.MAX_VALUE);
      case 9 -> NODES.stringNode("");
      case 10 -> NODES.stringNode("\u0000llama3");
      case 11 -> NODES.arrayNode().add(1).add("full_attention");
      case 12 -> NODES.objectNode().put("rope_type", "yarn").put("factor", 2);
      default -> NODES.stringNode("gelu");
    };
  }

  /// Changes one place of a tree, wherever it is.
  ///
  /// @param strings what else a string may become
  static void change(JsonNode root, List<String> strings, SplittableRandom random) {
    List<JsonNode> inner = new ArrayList<>();
    gather(root, inner);
    switch (inner.get(random.nextInt(inner.size()))) {
      case ObjectNode object -> {
        List<String> names = new ArrayList<>(object.propertyNames());
        String name = names.get(random.nextInt(names.size()));
        JsonNode old = object.remove(name);
        switch (random.nextInt(6)) {
          case 0 -> {}
          case 1 -> object.set(name + "x", old);
          default -> object.set(name, changed(old, strings, random));
        }
      }
      case ArrayNode array -> {
        int at = random.nextInt(array.size());
        switch (random.nextInt(4)) {
          case 0 -> array.remove(at);
          case 1 -> array.add(array.get(at).deepCopy());
          default -> array.set(at, changed(array.get(at), strings, random));
        }
      }
      default -> throw new AssertionError();
    }
  }

  /// All objects and arrays that hold something.
  private static void gather(JsonNode node, List<JsonNode> found) {
    if (node.isContainer() && !node.isEmpty()) {
      found.add(node);
      node.forEach(each -> gather(each, found));
    }
  }

  private static JsonNode changed(JsonNode old, List<String> strings, SplittableRandom random) {
    if (old.isInt() && random.nextInt(3) > 0) {
      return NODES.numberNode(old.intValue() + random.nextInt(-3, 50));
    }
    return old.isString() && random.nextInt(3) > 0
        ? NODES.stringNode(strings.get(random.nextInt(strings.size())))
        : value(random);
  }

  /// Cuts a text short, turns one bit of it over, or leaves some bytes out.
  static String damaged(String text, SplittableRandom random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(3)) {
      case 0 -> bytes = Arrays.copyOf(bytes, at);
      case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      default -> {
        int end = Math.min(bytes.length, at + random.nextInt(1, 12));
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - at));
        System.arraycopy(bytes, end, shorter, at, bytes.length - end);
        bytes = shorter;
      }
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
