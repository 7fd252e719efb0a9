package dev.w2s.model;

import dev.w2s.model.internal.ModelFiles;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.ModelFacts;
import dev.w2s.tensor.Scope;
import dev.w2s.text.Tokenizer;
import java.util.List;
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

  private int token(String word) {
    int[] tokens = tokenizer.plain(word);
    if (tokens.length != 1) {
      throw new BadInputException(
          "'%s' is %d tokens to the model in %s; a word that is one token is needed"
              .formatted(word, tokens.length, files.folder()));
    }
    return tokens[0];
  }

  @Override
  public void close() {
    tokenizer.close();
    body.parameters().all().forEach(Scope::free);
  }
}
