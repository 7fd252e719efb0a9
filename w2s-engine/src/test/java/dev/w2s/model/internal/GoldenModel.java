package dev.w2s.model.internal;

import dev.w2s.model.Body;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.Parameters;
import dev.w2s.model.Safetensors;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Pooling;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A small random model and the numbers that transformers gives for it.
final class GoldenModel implements AutoCloseable {
  private static final Path ROOT = Path.of("src/test/resources/golden");

  private final Path folder;
  private final ModelFiles files;
  private final Safetensors expected;
  private final List<Parameters> loaded = new ArrayList<>();

  /// @param name the folder of the golden files
  /// @param folder an empty folder, where they are put together with a tokenizer
  GoldenModel(String name, Path folder) {
    this.folder = folder;
    try {
      for (String file : List.of("config.json", "model.safetensors")) {
        Files.copy(ROOT.resolve(name).resolve(file), folder.resolve(file));
      }
      Files.writeString(folder.resolve("vocab.txt"), "[UNK]\n[CLS]\n[SEP]\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.files = ModelFolder.read(folder, Optional.empty());
    this.expected = Safetensors.open(ROOT.resolve(name).resolve("golden.safetensors"));
  }

  /// The folders of all golden models.
  static List<String> names() {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ModelFiles files() {
    return files;
  }

  boolean isDecoder() {
    return files.whole() instanceof DecoderArchitecture;
  }

  Body body() {
    return body(OptionalInt.empty());
  }

  Body body(OptionalInt layers) {
    Body body = files.body(new ModelSpec("file:" + folder, layers));
    loaded.add(body.parameters());
    return body;
  }

  /// The body that gives one vector in another way.
  Body body(Pooling pooling) {
    Body body =
        ModelFolder.read(folder, Optional.of(pooling))
            .body(new ModelSpec("file:" + folder, OptionalInt.empty()));
    loaded.add(body.parameters());
    return body;
  }

  LanguageModel languageModel() {
    LanguageModel model = files.languageModel(new ModelSpec("file:" + folder, OptionalInt.empty()));
    loaded.add(model.parameters());
    return model;
  }

  List<String> expectedNames() {
    return List.copyOf(expected.names());
  }

  Tensor expected(String name) {
    return expected.tensor(name);
  }

  /// What was expected of each token, `[B, T, ..]`, of real tokens alone, one row behind the other
  /// as in [#batch], `[N, ..]`.
  Tensor expectedOfTokens(String name) {
    long[] mask = Tensors.toLongs(expected("attention_mask"));
    long[] real =
        IntStream.range(0, mask.length).filter(n -> mask[n] == 1).asLongStream().toArray();
    return expected(name).flatten(0, 1).index_select(0, Tensors.longs(real, real.length));
  }

  Tensor logits(Tensor pooled) {
    return pooled.matmul(expected("head").t());
  }

  /// Mean soft cross entropy.
  Tensor loss(Tensor logits) {
    return torch.log_softmax(logits, 1).mul(expected("soft_labels")).sum(1).mean().neg();
  }

  /// The rows of the golden batch, as far as their mask goes.
  List<EncodedText> rows() {
    long[] ids = Tensors.toLongs(expected("input_ids"));
    long[] mask = Tensors.toLongs(expected("attention_mask"));
    int width = (int) expected("input_ids").size(1);
    List<EncodedText> rows = new ArrayList<>();
    for (int start = 0; start < ids.length; start += width) {
      int first = start;
      int[] row =
          IntStream.range(0, width)
              .filter(t -> mask[first + t] == 1)
              .map(t -> (int) ids[first + t])
              .toArray();
      rows.add(new EncodedText(row, new byte[row.length]));
    }
    return rows;
  }

  TokenBatch batch() {
    List<EncodedText> rows = rows();
    return TokenBatch.of(rows, IntStream.range(0, rows.size()).toArray());
  }

  /// The largest difference, as a share of the largest number that was expected.
  static double largestError(Tensor actual, Tensor expected) {
    return actual.detach().reshape(expected.sizes()).sub(expected).abs().max().item_double()
        / expected.abs().max().item_double();
  }

  @Override
  public void close() {
    loaded.forEach(weights -> weights.all().forEach(Scope::free));
    expected.close();
  }
}
