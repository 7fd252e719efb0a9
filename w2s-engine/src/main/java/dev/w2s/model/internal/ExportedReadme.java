package dev.w2s.model.internal;

import dev.w2s.model.ClassifierCard;
import dev.w2s.model.ExportLayout;

/// The README.md of an exported classifier: what it is, and how Python loads it.
final class ExportedReadme {
  private static final String TRANSFORMERS =
      """
      from transformers import AutoModelForSequenceClassification, AutoTokenizer
      tokenizer, model = AutoTokenizer.from_pretrained("."), AutoModelForSequenceClassification.from_pretrained(".")
      logits = model(**tokenizer(["a text"], truncation=True, padding=True, return_tensors="pt")).logits
      """;

  private static final String SENTENCE_TRANSFORMERS =
      """
      from sentence_transformers import SentenceTransformer
      model = SentenceTransformer(".")
      logits = model.encode(["a text"])
      """;

  private ExportedReadme() {}

  static String of(ClassifierCard card, ExportLayout layout, boolean padded) {
    return """
    # %s

    A text classifier that W2S trained. Classes, in the order of its outputs: %s.
    Texts are truncated to %d tokens. The weights are float32; in float16 some would round to 0.%s

    ```python
    %s```

    %s
    """
        .formatted(
            card.title(),
            String.join(", ", card.labels()),
            card.maxTokens(),
            padded
                ? ""
                : "\nIts tokenizer has no token to pad with: give the model one text at a time.",
            code(layout),
            how(layout));
  }

  private static String code(ExportLayout layout) {
    return switch (layout) {
      case TRANSFORMERS -> TRANSFORMERS;
      case SENTENCE_TRANSFORMERS -> SENTENCE_TRANSFORMERS;
    };
  }

  private static String how(ExportLayout layout) {
    return switch (layout) {
      case TRANSFORMERS ->
          "Softmax over the logits gives the probabilities of the classes; `config.json` names them.";
      case SENTENCE_TRANSFORMERS ->
          "Softmax over the logits gives the probabilities of the classes. The classifiers of"
              + " transformers have no place for how this one makes one vector of a text, so that"
              + " it lies in the layout of sentence-transformers.";
    };
  }
}
