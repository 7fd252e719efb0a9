package dev.w2s.model;

/// As what a trained model is written.
public enum ExportLayout {
  /// For `AutoModelForSequenceClassification` of Python's transformers, with one output for a
  /// reward model.
  TRANSFORMERS,
  /// For `SentenceTransformer` of Python's sentence-transformers, whose vectors are then the
  /// logits: the network, its pooling, a linear layer.
  SENTENCE_TRANSFORMERS,
  /// For `AutoModelForCausalLM` of Python's transformers.
  CAUSAL_LANGUAGE_MODEL
}
