package dev.w2s.study;

import java.util.OptionalDouble;

/// What comes before a training on labels.
public sealed interface Before {
  /// The pretrained body as it is.
  record Nothing() implements Before {}

  /// Generative finetuning: the pretrained model first learns to tell the tokens of the rows that
  /// it is trained on then, without their labels (arXiv 2312.09390, section 5.2.2): the next token,
  /// or, of an encoder, hidden ones (arXiv 1810.04805, section 3.1). Of comparisons, both
  /// completions.
  ///
  /// @param epochs passes over the texts
  /// @param learningRate the highest of the schedule; empty for that of the model's size
  record Generative(int epochs, OptionalDouble learningRate) implements Before {
    /// One pass, as it was pretrained.
    public static final Generative DEFAULT = new Generative(1, OptionalDouble.empty());

    public Generative {
      Checks.atLeast(1, "epochs", epochs);
      learningRate.ifPresent(rate -> Checks.positive("learning-rate", rate));
    }

    /// How that is trained: as the training that follows, where this says nothing else, but with
    /// all weights and to its last state.
    Recipe recipe(Recipe next) {
      return next.toBuilder()
          .epochs(epochs)
          .learningRates(learningRate.stream().boxed().toList())
          .tuning(new Tuning.Full())
          .head(Recipe.DEFAULT.head())
          .stop(Stop.LAST)
          .before(new Nothing())
          .build();
    }
  }
}
