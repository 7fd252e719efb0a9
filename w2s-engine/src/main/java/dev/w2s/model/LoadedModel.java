package dev.w2s.model;

import dev.w2s.study.ModelFacts;
import dev.w2s.tensor.Scope;
import dev.w2s.text.Tokenizer;

/// A pretrained model in memory, with its tokenizer. Frees both when closed.
public final class LoadedModel implements AutoCloseable {
  private final Body body;
  private final Tokenizer tokenizer;
  private final ModelFacts facts;

  LoadedModel(Body body, Tokenizer tokenizer, ModelFacts facts) {
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

  @Override
  public void close() {
    tokenizer.close();
    body.parameters().all().forEach(Scope::free);
  }
}
