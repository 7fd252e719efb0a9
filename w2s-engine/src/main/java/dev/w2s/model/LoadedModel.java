package dev.w2s.model;

import dev.w2s.file.DurableFiles;
import dev.w2s.model.internal.ModelFiles;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.Pooling;
import dev.w2s.tensor.Scope;
import dev.w2s.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/// A pretrained model in memory, with its tokenizer. Frees both when closed.
public final class LoadedModel implements AutoCloseable {
  private final ModelFiles files;
  private final Body body;
  private final Tokenizer tokenizer;
  private final ModelFacts facts;

  LoadedModel(ModelFiles files, Body body, Tokenizer tokenizer, ModelFacts facts) {
    this.files = files;
    this.body = body;
    this.tokenizer = tokenizer;
    this.facts = facts;
  }

  /// The network. Its weights are leaves that gather gradients.
  public Body body() {
    return body;
  }

  /// What turns texts into the ids it knows.
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /// Its sizes.
  public ModelFacts facts() {
    return facts;
  }

  /// How it gives one vector.
  public Pooling pooling() {
    return files.pooling();
  }

  /// What the pretrained model scores words by as the next token: their rows of the matrix that
  /// leads from hidden states to the vocabulary, float32 `[k, H]`, owned by the innermost open
  /// scope. A classifier may start from them. They are read from the model's files, so that the
  /// body needs no such matrix.
  ///
  /// @param words k words, each one token
  /// @throws BadInputException where a word is not one token, or the model was not trained to tell
  ///   the next token
  public Tensor vocabularyRows(List<String> words) {
    return files.vocabularyRows(words.stream().mapToInt(this::token).toArray());
  }

  /// How many tokens it knows.
  public int vocabulary() {
    return files.whole().vocabulary();
  }

  /// The tokens that its texts end with, as its files say; none where they say nothing.
  public Set<Integer> endTokens() {
    return files.endTokens();
  }

  private int token(String word) {
    int[] tokens = tokenizer.plain(word);
    if (tokens.length != 1) {
      throw new BadInputException(
          "'%s' is %d tokens to the model in %s; a word that is one token is needed"
              .formatted(word, tokens.length, files.folder()));
    }
    return tokens[0];
  }

  /// Writes the model as it is now into a folder that loads as a `file:` model: its weights under
  /// their published names, and its configuration and tokenizer as they were.
  ///
  /// @param folder made where it does not exist
  /// @throws IllegalStateException where only the first of its layers were loaded
  /// @throws BadInputException where the model was read from ONNX, or the disk is full or read-only
  public void save(Path folder) {
    if (facts.layers() != files.whole().layers()) {
      throw new IllegalStateException("a model without its last layers cannot be saved");
    }
    try {
      Files.createDirectories(folder);
      for (Path name : files.unchanged()) {
        Path copy = folder.resolve(name.toString());
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        DurableFiles.write(copy, Files.readAllBytes(files.folder().resolve(name)));
      }
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
    Map<String, Tensor> weights = new LinkedHashMap<>();
    body.parameters().names().forEach(name -> weights.put(name, body.parameters().get(name)));
    Safetensors.write(folder.resolve("model.safetensors"), weights, Map.of("format", "pt"));
  }

  @Override
  public void close() {
    tokenizer.close();
    body.parameters().all().forEach(Scope::free);
  }
}
