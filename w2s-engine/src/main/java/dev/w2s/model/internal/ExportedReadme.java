package dev.w2s.model.internal;

import dev.w2s.model.ClassifierCard;
import dev.w2s.model.WriterCard;

/// The README.md of an exported model: what it is, and how Python loads it.
final class ExportedReadme {
  private static final String TRANSFORMERS =
      """
      from transformers import AutoModelForSequenceClassification, AutoTokenizer
      tokenizer, model = AutoTokenizer.from_pretrained("."), AutoModelForSequenceClassification.from_pretrained(".")
      %s = model(**tokenizer(["a text"], truncation=True, padding=True, return_tensors="pt")).logits
      """;

  private static final String SENTENCE_TRANSFORMERS =
      """
      from sentence_transformers import SentenceTransformer
      model = SentenceTransformer(".")
      %s = model.encode(["a text"])
      """;

  private static final String CAUSAL =
      """
      from transformers import AutoModelForCausalLM, AutoTokenizer
      tokenizer, model = AutoTokenizer.from_pretrained("."), AutoModelForCausalLM.from_pretrained(".")
      prompts = tokenizer(["a text"], padding=True, return_tensors="pt")
      written = model.generate(**prompts)[:, prompts["input_ids"].shape[1]:]
      answers = [text.split("\\n")[0].strip() for text in tokenizer.batch_decode(written, skip_special_tokens=True)]
      """;

  private static final String LAYOUT =
      " The classifiers of transformers have no place for how this one makes one vector of a text,"
          + " so that it lies in the layout of sentence-transformers.";

  private ExportedReadme() {}

  /// Of a classifier, or a reward model.
  ///
  /// @param fits whether it lies in the layout of transformers
  /// @param padded whether its tokenizer has a token to pad with
  static String of(ClassifierCard card, boolean fits, boolean padded) {
    String code = fits ? TRANSFORMERS : SENTENCE_TRANSFORMERS;
    return text(
        card.title(),
        card.isReward() ? reward(card) : classifier(card),
        padded,
        code.formatted(card.isReward() ? "scores" : "logits"),
        (card.isReward() ? meaningOfScores() : meaningOfLogits(fits)) + (fits ? "" : LAYOUT));
  }

  /// Of a decoder that writes answers.
  static String of(WriterCard card, boolean padded) {
    return text(
        card.title(),
        """
        A language model that W2S trained to write answers behind the texts of its task, in at most %d tokens and up to the line's end.
        The weights are float32.\
        """
            .formatted(card.answerTokens()),
        padded,
        CAUSAL,
        "`generation_config.json` asks for the likeliest tokens. An answer is the first line of what is"
            + " written, without the blanks around it. Cut texts that are too long at their start.");
  }

  private static String text(
      String title, String what, boolean padded, String code, String meaning) {
    return """
    # %s

    %s%s

    ```python
    %s```

    %s
    """
        .formatted(
            title,
            what,
            padded
                ? ""
                : "\nIts tokenizer has no token to pad with: give the model one text at a time.",
            code,
            meaning);
  }

  private static String classifier(ClassifierCard card) {
    return """
    A text classifier that W2S trained. Classes, in the order of its outputs: %s.
    Texts are truncated to %d tokens. The weights are float32; in float16 some would round to 0.\
    """
        .formatted(String.join(", ", card.labels()), card.maxTokens());
  }

  private static String reward(ClassifierCard card) {
    return """
    A reward model that W2S trained on comparisons: it gives a text one score M.
    Texts are truncated to %d tokens, at their start. The weights are float32; in float16 some would round to 0.\
    """
        .formatted(card.maxTokens());
  }

  private static String meaningOfLogits(boolean fits) {
    return "Softmax over the logits gives the probabilities of the classes"
        + (fits ? "; `config.json` names them." : ".");
  }

  private static String meaningOfScores() {
    return "Of two texts, the first is preferred with probability sigmoid(M(first) - M(second)). A"
        + " score alone means nothing: only differences were learnt.";
  }
}
