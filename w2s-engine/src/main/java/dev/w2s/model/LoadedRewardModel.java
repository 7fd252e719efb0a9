package dev.w2s.model;

import dev.w2s.model.internal.ClassifierFiles;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import dev.w2s.text.Tokenizer;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// A published reward model in memory: it gives a text a score M, and prefers the first of two with
/// probability `sigmoid(M(1) - M(2))` (Bradley and Terry 1952; arXiv 2312.09390, appendix A.3).
/// Frees its memory when closed.
public final class LoadedRewardModel implements LoadedPredictor, Scorer {
  private final LoadedClassifier scored;
  private final boolean readsEnds;

  private LoadedRewardModel(LoadedClassifier scored, boolean readsEnds) {
    this.scored = scored;
    this.readsEnds = readsEnds;
  }

  static LoadedRewardModel load(ClassifierFiles files) {
    return new LoadedRewardModel(LoadedClassifier.load(files), files.readsEnds());
  }

  /// Scores of texts, `[B, 1]`.
  @Override
  public Tensor logits(TokenBatch batch, Pass pass) {
    return scored.logits(batch, pass);
  }

  /// One: the score.
  @Override
  public int classes() {
    return scored.classes();
  }

  /// Texts as it reads them. What is too long is cut at its start where its files say so, and at
  /// its end elsewhere.
  public List<EncodedText> encoded(List<String> texts, int maxTokens) {
    return readsEnds
        ? tokenizer().encodeEnds(texts, maxTokens)
        : tokenizer().encode(texts.stream().map(List::of).toList(), maxTokens);
  }

  @Override
  public int maxTokens() {
    return scored.maxTokens();
  }

  @Override
  public Tokenizer tokenizer() {
    return scored.tokenizer();
  }

  @Override
  public String fingerprint() {
    return scored.fingerprint();
  }

  @Override
  public void close() {
    scored.close();
  }
}
