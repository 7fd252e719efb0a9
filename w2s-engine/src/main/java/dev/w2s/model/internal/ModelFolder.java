package dev.w2s.model.internal;

import dev.w2s.model.internal.onnx.OnnxEncoder;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.study.Pooling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Finds the files of a model in the layouts in which models are published.
public final class ModelFolder {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private ModelFolder() {}

  /// Reads the headers of a model's files.
  ///
  /// @param path a folder with config.json, safetensors and a tokenizer, or an ONNX file with a
  ///   tokenizer beside it
  /// @param pooling how the model gives one vector; empty where its files have to say, and, where
  ///   they do not, as its family does
  public static ModelFiles read(Path path, Optional<Pooling> pooling) {
    if (path.getFileName() != null && path.getFileName().toString().endsWith(".onnx")) {
      return onnx(path, pooling);
    }
    if (!Files.isDirectory(path)) {
      throw bad(
          path,
          "is no folder; a model is a folder with config.json, weights in safetensors, and tokenizer.json or vocab.txt, or an .onnx file");
    }
    return folder(path, pooling);
  }

  /// The architecture that a folder's config.json says.
  ///
  /// @throws BadInputException where it is wrong or of an unknown family, or its tokenizer has more
  ///   tokens
  public static Architecture architecture(Path folder) {
    Path file = folder.resolve(CONFIG);
    ModelConfig config = new ModelConfig(file, JsonFiles.read(file));
    Architecture architecture = Family.of(config).read(config);
    TokenizerVocabulary.check(
        tokenizer(folder, List.of("tokenizer.json", "vocab.txt")), architecture.vocabulary());
    return architecture;
  }

  private static ModelFiles folder(Path folder, Optional<Pooling> pooling) {
    Path config = folder.resolve(CONFIG);
    ModelConfig options = new ModelConfig(config, JsonFiles.read(config));
    Map<String, StoredTensor> tensors = weights(folder);
    Path tokenizer = tokenizer(folder, List.of("tokenizer.json", "vocab.txt"));
    List<Path> bytes = new ArrayList<>(List.of(config));
    tensors.values().forEach(tensor -> addOnce(tensor.file(), bytes));
    addTokenizer(tokenizer, bytes);
    return ModelFiles.of(
        folder, options, tensors, tokenizer, pooling.or(() -> publishedPooling(folder)), bytes);
  }

  /// All tensors of a folder, under the names they are stored with.
  static Map<String, StoredTensor> weights(Path folder) {
    if (Files.exists(folder.resolve(INDEX))) {
      return Shards.read(folder.resolve(INDEX));
    }
    if (Files.exists(folder.resolve(WEIGHTS))) {
      return SafetensorsHeader.read(folder.resolve(WEIGHTS)).tensors();
    }
    throw bad(
        folder,
        "has neither "
            + WEIGHTS
            + " nor "
            + INDEX
            + "; weights in other formats, pickles above all, are not read");
  }

  private static ModelFiles onnx(Path file, Optional<Pooling> pooling) {
    if (!Files.isRegularFile(file)) {
      throw bad(file, "is not there");
    }
    OnnxEncoder encoder = OnnxEncoder.read(file);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    String stem = file.getFileName().toString().replaceFirst("\\.onnx$", "");
    Path tokenizer =
        tokenizer(folder, List.of(stem + "-tokenizer.json", "tokenizer.json", "vocab.txt"));
    List<Path> bytes = new ArrayList<>(List.of(file));
    addTokenizer(tokenizer, bytes);
    return ModelFiles.of(
        folder,
        new ModelConfig(file, encoder.config()),
        encoder.tensors(),
        tokenizer,
        pooling.or(() -> publishedPooling(folder)),
        bytes);
  }

  private static Path tokenizer(Path folder, List<String> names) {
    return names.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> bad(folder, "has no tokenizer; one of " + names + " is needed"));
  }

  private static void addTokenizer(Path tokenizer, List<Path> bytes) {
    bytes.add(tokenizer);
    Path config = tokenizer.resolveSibling("tokenizer_config.json");
    if (tokenizer.getFileName().toString().equals("vocab.txt") && Files.exists(config)) {
      bytes.add(config);
    }
  }

  private static void addOnce(Path file, List<Path> files) {
    if (!files.contains(file)) {
      files.add(file);
    }
  }

  /// What the layout of sentence-transformers says beside the model.
  private static Optional<Pooling> publishedPooling(Path folder) {
    Path file = folder.resolve("1_Pooling").resolve(CONFIG);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode modes = JsonFiles.read(file);
    List<String> set =
        modes
            .propertyStream()
            .filter(mode ->
                mode.getKey().startsWith("pooling_mode_") && mode.getValue().asBoolean(false))
            .map(Map.Entry::getKey)
            .toList();
    if (set.equals(List.of("pooling_mode_cls_token"))) {
      return Optional.of(Pooling.FIRST);
    }
    if (set.equals(List.of("pooling_mode_mean_tokens"))) {
      return Optional.of(Pooling.MEAN);
    }
    if (set.equals(List.of("pooling_mode_lasttoken"))) {
      return Optional.of(Pooling.LAST);
    }
    throw bad(
        file,
        "asks for "
            + set
            + "; pooling_mode_cls_token, pooling_mode_mean_tokens or pooling_mode_lasttoken alone is supported");
  }

  private static BadInputException bad(Path path, String message) {
    return new BadInputException(Problem.in(path, message));
  }
}
