package dev.w2s.model.internal;

import dev.w2s.hub.HubSnapshot;
import dev.w2s.problem.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of a model on the hub that are needed here, and no others: configuration, weights in
/// safetensors, tokenizer. Nothing that could run when it is loaded is ever fetched.
public final class HubModel {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  /// Those that are there are fetched: what texts are read with, here and by whoever loads an
  /// exported student.
  private static final List<String> BESIDE =
      List.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.txt",
          "vocab.json",
          "merges.txt",
          "1_Pooling/config.json",
          "modules.json",
          "2_Dense/config.json",
          "2_Dense/model.safetensors");

  /// What pickles and their kin are called.
  private static final Pattern OTHER_WEIGHTS =
      Pattern.compile(".*\\.(?:bin|pt|pth|pkl|ckpt|h5|msgpack|gguf|onnx)");

  private HubModel() {}

  /// Fetches a model.
  ///
  /// @return a folder for [ModelFolder]
  /// @throws BadInputException where the repository holds no model that is read
  public static Path folder(HubSnapshot snapshot) {
    List<String> names = snapshot.names();
    requireModel(snapshot);
    List<String> first =
        Stream.concat(Stream.of(CONFIG, INDEX), BESIDE.stream()).filter(names::contains).toList();
    Path folder = snapshot.fetch(first);
    snapshot.fetch(weights(folder, names));
    return folder;
  }

  private static List<String> weights(Path folder, List<String> names) {
    if (!names.contains(INDEX)) {
      return List.of(WEIGHTS);
    }
    Set<String> shards = new TreeSet<>();
    JsonFiles.read(folder.resolve(INDEX))
        .path("weight_map")
        .forEach(shard -> shards.add(shard.asString("")));
    return shards.stream().filter(Shards::isName).filter(names::contains).toList();
  }

  private static void requireModel(HubSnapshot snapshot) {
    List<String> names = snapshot.names();
    if (!names.contains(CONFIG)) {
      throw new BadInputException(
          snapshot.address()
              + " has no config.json, so that it is no model as transformers has them");
    }
    if (!names.contains(WEIGHTS) && !names.contains(INDEX)) {
      throw new BadInputException(noSafetensors(snapshot));
    }
  }

  private static String noSafetensors(HubSnapshot snapshot) {
    List<String> others =
        snapshot.names().stream()
            .filter(name -> OTHER_WEIGHTS.matcher(name).matches())
            .limit(3)
            .toList();
    if (others.isEmpty()) {
      return snapshot.address() + " has no weights: neither " + WEIGHTS + " nor " + INDEX;
    }
    return "%s has no safetensors, only %s; pickles can run code when they are loaded and are not read. Look for a revision with %s (the hub converts many, as refs/pr/1), or save the model again with Python's save_pretrained"
        .formatted(snapshot.address(), String.join(", ", others), WEIGHTS);
  }
}
