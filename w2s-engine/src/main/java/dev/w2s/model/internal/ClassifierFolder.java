package dev.w2s.model.internal;

import dev.w2s.file.DurableFiles;
import dev.w2s.model.ClassifierCard;
import dev.w2s.model.ClassifierWeights;
import dev.w2s.model.ExportLayout;
import dev.w2s.model.Safetensors;
import dev.w2s.problem.IoFailure;
import dev.w2s.tensor.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import tools.jackson.databind.JsonNode;

/// Writes a trained classifier in the layout in which Python's libraries have it.
public final class ClassifierFolder {
  private static final Map<String, String> METADATA = Map.of("format", "pt");

  private final ModelFiles source;
  private final ClassifierWeights trained;
  private final ClassifierCard card;
  private final int layers;
  private final ClassifierLayout layout;
  private final Path folder;

  private ClassifierFolder(
      ModelFiles source, int layers, ClassifierWeights trained, ClassifierCard card, Path folder) {
    this.source = source;
    this.layers = layers;
    this.trained = trained;
    this.card = card;
    this.layout = ClassifierLayout.of(source.family());
    this.folder = folder;
  }

  /// Writes all files.
  ///
  /// @param source the model that was trained
  /// @param layers of it that were used
  /// @param folder which is there, and empty
  public static ExportLayout write(
      ModelFiles source, int layers, ClassifierWeights trained, ClassifierCard card, Path folder) {
    ClassifierFolder written = new ClassifierFolder(source, layers, trained, card, folder);
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      return written.write();
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  private ExportLayout write() throws IOException {
    ExportLayout chosen = chosen();
    ExportedTokenizer tokenizer = ExportedTokenizer.of(source);
    OptionalInt padding = tokenizer.padding();
    switch (chosen) {
      case TRANSFORMERS -> writeTransformers(padding);
      case SENTENCE_TRANSFORMERS -> writeSentence(padding);
    }
    for (Map.Entry<String, Path> file : tokenizer.copies().entrySet()) {
      write(file.getKey(), Files.readAllBytes(file.getValue()));
    }
    write(TokenizerFolder.CONFIG, tokenizer.settings(card.maxTokens()));
    write(
        "README.md",
        ExportedReadme.of(card, chosen, padding.isPresent()).getBytes(StandardCharsets.UTF_8));
    return chosen;
  }

  private ExportLayout chosen() {
    return source.pooling() == source.whole().pooling() && ExportedHead.fits(layout, trained)
        ? ExportLayout.TRANSFORMERS
        : ExportLayout.SENTENCE_TRANSFORMERS;
  }

  private void writeTransformers(OptionalInt padding) throws IOException {
    Map<String, Tensor> tensors = body(layout.prefix());
    tensors.putAll(ExportedHead.tensors(layout, trained));
    Safetensors.write(folder.resolve("model.safetensors"), tensors, METADATA);
    writeConfig(layout.architecture(), padding);
  }

  private void writeSentence(OptionalInt padding) throws IOException {
    int width = source.whole().width();
    Files.createDirectory(folder.resolve("1_Pooling"));
    Files.createDirectory(folder.resolve("2_Dense"));
    Map<String, Tensor> tensors = body("");
    if (source.whole() instanceof BertConfig) {
      // Nothing reads it, but Python warns where it is not there.
      tensors.put("pooler.dense.weight", torch.zeros(width, width));
      tensors.put("pooler.dense.bias", torch.zeros(width));
    }
    Safetensors.write(folder.resolve("model.safetensors"), tensors, METADATA);
    Safetensors.write(
        folder.resolve(SentenceFolder.DENSE_WEIGHTS),
        ExportedHead.tensors(ClassifierLayout.DENSE, trained),
        METADATA);
    write(SentenceFolder.MODULES, SentenceFolder.modules());
    write(SentenceFolder.LENGTH, SentenceFolder.length(card.maxTokens()));
    write(SentenceFolder.POOLING, SentenceFolder.pooling(source.pooling(), width));
    write(SentenceFolder.DENSE, SentenceFolder.dense(width, trained.classes()));
    writeConfig(layout.bodyArchitecture(), padding);
  }

  private Map<String, Tensor> body(String prefix) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    trained.body().names().forEach(name -> tensors.put(prefix + name, trained.body().get(name)));
    return tensors;
  }

  private void writeConfig(String architecture, OptionalInt padding) throws IOException {
    write("config.json", ExportedConfig.of(source, layers, architecture, card.labels(), padding));
  }

  private void write(String name, JsonNode json) throws IOException {
    write(name, (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, byte[] bytes) throws IOException {
    DurableFiles.write(folder.resolve(name), bytes);
  }
}
