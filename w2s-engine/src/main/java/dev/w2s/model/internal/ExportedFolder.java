package dev.w2s.model.internal;

import dev.w2s.file.DurableFiles;
import dev.w2s.model.Safetensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The folder that a model is exported into.
///
/// @param path which is there, and empty
record ExportedFolder(Path path) {
  private static final Map<String, String> METADATA = Map.of("format", "pt");

  void write(String name, Map<String, Tensor> tensors) {
    Safetensors.write(path.resolve(name), tensors, METADATA);
  }

  void write(String name, JsonNode json) throws IOException {
    write(name, json.toPrettyString() + "\n");
  }

  void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /// @param settings its `tokenizer_config.json`
  void write(ExportedTokenizer tokenizer, ObjectNode settings) throws IOException {
    for (Map.Entry<String, Path> file : tokenizer.copies().entrySet()) {
      write(file.getKey(), Files.readAllBytes(file.getValue()));
    }
    write(TokenizerFolder.CONFIG, settings);
  }

  private void write(String name, byte[] bytes) throws IOException {
    DurableFiles.write(path.resolve(name), bytes);
  }
}
