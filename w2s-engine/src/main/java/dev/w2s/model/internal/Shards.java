package dev.w2s.model.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Weights that are spread over several safetensors files, and the index that says which tensor
/// lies where.
final class Shards {
  private Shards() {}

  /// Reads `model.safetensors.index.json` and the headers of the files it names.
  static Map<String, StoredTensor> read(Path index) {
    List<Problem> problems = new ArrayList<>();
    Map<String, SafetensorsHeader> headers = new TreeMap<>();
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : weightMap(index).properties()) {
      String shard = shardName(entry, index);
      StoredTensor tensor =
          headers.computeIfAbsent(shard, name -> header(index, name)).tensors().get(entry.getKey());
      if (tensor == null) {
        problems.add(
            Problem.in(
                index, "says that " + shard + " holds " + entry.getKey() + ", which it does not"));
      } else {
        tensors.put(entry.getKey(), tensor);
      }
    }
    if (!problems.isEmpty()) {
      throw new BadInputException(problems);
    }
    return Collections.unmodifiableMap(tensors);
  }

  private static JsonNode weightMap(Path index) {
    JsonNode map = JsonFiles.read(index).path("weight_map");
    if (!map.isObject()) {
      throw new BadInputException(
          Problem.in(index, "has no object weight_map from tensor to file"));
    }
    return map;
  }

  /// A name that cannot lead out of the folder.
  private static String shardName(Map.Entry<String, JsonNode> entry, Path index) {
    String name = entry.getValue().isString() ? entry.getValue().stringValue() : "";
    if (!isName(name)) {
      throw new BadInputException(
          Problem.in(
              index,
              "gives "
                  + entry.getValue()
                  + " as the file of "
                  + entry.getKey()
                  + "; a file in the same folder that ends in .safetensors is needed"));
    }
    return name;
  }

  /// Whether a name is that of weights in the same folder.
  static boolean isName(String name) {
    return name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*\\.safetensors");
  }

  private static SafetensorsHeader header(Path index, String shard) {
    Path file = index.resolveSibling(shard);
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(Problem.in(index, "names " + shard + ", which is not there"));
    }
    return SafetensorsHeader.read(file);
  }
}
