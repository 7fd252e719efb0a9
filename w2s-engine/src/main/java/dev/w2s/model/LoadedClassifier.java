package dev.w2s.model;

import dev.w2s.model.internal.ClassHead;
import dev.w2s.model.internal.ClassifierFiles;
import dev.w2s.tensor.Scope;
import dev.w2s.text.TokenBatch;
import dev.w2s.text.Tokenizer;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// A published classifier in memory, with its tokenizer. Frees both when closed.
public final class LoadedClassifier implements LoadedPredictor, Scorer {
  private final ClassifierFiles files;
  private final Body body;
  private final ClassHead head;
  private final Tokenizer tokenizer;

  private LoadedClassifier(ClassifierFiles files, Body body, ClassHead head, Tokenizer tokenizer) {
    this.files = files;
    this.body = body;
    this.head = head;
    this.tokenizer = tokenizer;
  }

  static LoadedClassifier load(ClassifierFiles files) {
    Tokenizer tokenizer = Tokenizer.open(files.model().tokenizer());
    try {
      return new LoadedClassifier(files, files.body(), files.head(), tokenizer);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  @Override
  public Tensor logits(TokenBatch batch, Pass pass) {
    return head.apply(body.pooled(batch, pass)); // [B, k]
  }

  @Override
  public int classes() {
    return labels().size();
  }

  /// Names of the classes, in order.
  public List<String> labels() {
    return files.labels();
  }

  @Override
  public int maxTokens() {
    return files.maxTokens();
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public String fingerprint() {
    return files.fingerprint();
  }

  @Override
  public void close() {
    tokenizer.close();
    body.parameters().all().forEach(Scope::free);
    head.free();
  }
}
