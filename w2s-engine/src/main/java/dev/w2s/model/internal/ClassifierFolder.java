package dev.w2s.model.internal;

import dev.w2s.model.ClassifierCard;
import dev.w2s.model.ClassifierWeights;
import dev.w2s.model.ExportLayout;
import dev.w2s.problem.IoFailure;
import dev.w2s.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import tools.jackson.databind.node.ObjectNode;

/// Writes a trained classifier or reward model in the layout in which Python's libraries have it.
public final class ClassifierFolder {
  private final ModelFiles source;
  private final ClassifierWeights trained;
  private final ClassifierCard card;
  private final int layers;
  private final ClassifierLayout layout;
  private final ExportedFolder folder;

  private ClassifierFolder(
      ModelFiles source, int layers, ClassifierWeights trained, ClassifierCard card, Path folder) {
    this.source = source;
    this.layers = layers;
    this.trained = trained;
    this.card = card;
    this.layout = ClassifierLayout.of(source.family());
    this.folder = new ExportedFolder(folder);
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
    ExportedTokenizer tokenizer = ExportedTokenizer.of(source);
    OptionalInt padding = tokenizer.padding();
    boolean fits = fits();
    if (fits) {
      writeTransformers(padding);
    } else {
      writeSentence(padding);
    }
    ObjectNode settings = tokenizer.settings(card.maxTokens());
    if (card.isReward()) {
      settings.put(TokenizerFolder.TRUNCATION_SIDE, TokenizerFolder.LEFT);
    }
    folder.write(tokenizer, settings);
    folder.write("README.md", ExportedReadme.of(card, fits, padding.isPresent()));
    return fits ? ExportLayout.TRANSFORMERS : ExportLayout.SENTENCE_TRANSFORMERS;
  }

  /// Whether the classifiers of transformers can say what it computes.
  private boolean fits() {
    return source.pooling() == source.whole().pooling() && ExportedHead.fits(layout, trained);
  }

  private void writeTransformers(OptionalInt padding) throws IOException {
    Map<String, Tensor> tensors = body(layout.prefix());
    tensors.putAll(ExportedHead.tensors(layout, trained));
    folder.write("model.safetensors", tensors);
    writeConfig(layout.architecture(), padding);
  }

  private void writeSentence(OptionalInt padding) throws IOException {
    int width = source.whole().width();
    Files.createDirectory(folder.path().resolve("1_Pooling"));
    Files.createDirectory(folder.path().resolve("2_Dense"));
    Map<String, Tensor> tensors = body("");
    if (source.whole() instanceof BertConfig) {
      // Nothing reads it, but Python warns where it is not there.
      tensors.put("pooler.dense.weight", torch.zeros(width, width));
      tensors.put("pooler.dense.bias", torch.zeros(width));
    }
    folder.write("model.safetensors", tensors);
    folder.write(
        SentenceFolder.DENSE_WEIGHTS, ExportedHead.tensors(ClassifierLayout.DENSE, trained));
    folder.write(SentenceFolder.MODULES, SentenceFolder.modules());
    folder.write(SentenceFolder.LENGTH, SentenceFolder.length(card.maxTokens()));
    folder.write(SentenceFolder.POOLING, SentenceFolder.pooling(source.pooling(), width));
    folder.write(SentenceFolder.DENSE, SentenceFolder.dense(width, trained.classes()));
    writeConfig(layout.bodyArchitecture(), padding);
  }

  private Map<String, Tensor> body(String prefix) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    trained.body().names().forEach(name -> tensors.put(prefix + name, trained.body().get(name)));
    return tensors;
  }

  private void writeConfig(String architecture, OptionalInt padding) throws IOException {
    folder.write(
        "config.json", ExportedConfig.of(source, layers, architecture, card.labels(), padding));
  }
}
