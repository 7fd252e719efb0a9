package dev.w2s.train.internal;

import dev.w2s.study.Loss;

/// A loss in numbers: float64, with its exact gradient, so that it can be checked without a
/// network. To add one, add a record to [Loss] and its line to [#of].
public interface Objective {
  /// Loss and gradient over the rows of a whole batch.
  ///
  /// @param logits of the model that is trained, `[B, k]`
  /// @param labels soft labels, rows sum to 1, `[B, k]`
  /// @param progress share of the training's steps that is done, from 0 at the first step to under
  ///   1 at the last
  BatchLoss of(double[][] logits, double[][] labels, double progress);

  /// Whether the loss of a row depends on the other rows of its batch.
  boolean needsWholeBatch();

  /// The numbers behind a loss of a study.
  static Objective of(Loss loss) {
    return switch (loss) {
      case Loss.CrossEntropy() -> new SoftCrossEntropy();
      case Loss.PaperConfidence(double alphaMax, double warmUp) ->
          new Confidence(Confidence.linear(alphaMax, warmUp), Hardening::equalClasses);
      case Loss.OpenAiConfidence(double weight, double warmUp) ->
          new Confidence(Confidence.jump(weight, warmUp), Hardening::likeMeanLabel);
    };
  }
}
