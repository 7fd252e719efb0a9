package dev.w2s.model;

/// As what a trained classifier is written.
public enum ExportLayout {
  /// For `AutoModelForSequenceClassification` of Python's transformers.
  TRANSFORMERS,
  /// For `SentenceTransformer` of Python's sentence-transformers, whose vectors are then the
  /// logits: the network, its pooling, a linear layer.
  SENTENCE_TRANSFORMERS
}
