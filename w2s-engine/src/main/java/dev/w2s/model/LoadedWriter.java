package dev.w2s.model;

import dev.w2s.text.Tokenizer;

/// A published decoder in memory that writes answers to texts. Frees its memory when closed.
public final class LoadedWriter implements LoadedPredictor {
  private final LoadedModel model;
  private final int answerTokens;
  private final String fingerprint;

  LoadedWriter(LoadedModel model, int answerTokens, String fingerprint) {
    this.model = model;
    this.answerTokens = answerTokens;
    this.fingerprint = fingerprint;
  }

  /// The decoder, with what vocabulary logits need.
  public LoadedModel model() {
    return model;
  }

  /// Tokens that an answer has at most, as its files say.
  public int answerTokens() {
    return answerTokens;
  }

  /// What it has positions for, those of the answer among them.
  @Override
  public int maxTokens() {
    return model.facts().maxTokens();
  }

  @Override
  public Tokenizer tokenizer() {
    return model.tokenizer();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    model.close();
  }
}
