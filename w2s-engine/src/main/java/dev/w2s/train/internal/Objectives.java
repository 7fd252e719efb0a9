package dev.w2s.train.internal;

import dev.w2s.study.Loss;
import dev.w2s.study.LossDescription;
import dev.w2s.train.LossProvider;
import dev.w2s.train.Objective;

/// The numbers behind each loss of a study. To add a loss, add a record to [Loss] and its line
/// here.
public final class Objectives {
  private Objectives() {}

  /// The numbers behind a loss.
  public static Objective of(Loss loss) {
    return switch (loss) {
      case Loss.CrossEntropy() -> ConstantTarget.rows((z, w, progress) -> w);
      case Loss.HardCrossEntropy() -> ConstantTarget.rows((z, w, progress) -> Hardening.largest(w));
      case Loss.PaperConfidence(double alphaMax, double warmUp) ->
          new Confidence(Confidence.linear(alphaMax, warmUp), Hardening::equalClasses);
      case Loss.OpenAiConfidence(double weight, double warmUp) ->
          new Confidence(Confidence.jump(weight, warmUp), Hardening::likeMeanLabel);
      case Loss.EleutherConfidence(double weight, double warmUp) ->
          new Confidence(Confidence.linear(weight, warmUp), Hardening::likeMeanLabel);
      case Loss.Entropy(double weight, double warmUp) ->
          ConstantTarget.rows(ConstantTarget.ownOpinion(Confidence.linear(weight, warmUp)));
      case Loss.Window(double radius) -> ConstantTarget.rows(ConstantTarget.window(radius));
      case Loss.Product(double alpha, double beta) ->
          ConstantTarget.rows(ConstantTarget.product(alpha, beta));
      case Loss.ForwardKl() -> new RowWise(Divergences::forwardKl);
      case Loss.ReverseKl(double logZero) ->
          new RowWise((z, w, progress) -> Divergences.reverseKl(z, w, logZero));
      case Loss.ReverseCrossEntropy(double logZero) ->
          new RowWise((z, w, progress) -> Divergences.reverseCrossEntropy(z, w, logZero));
      case Loss.AdaptiveConfidence(double temperature) ->
          ConstantTarget.rows(ConstantTarget.adaptive(temperature));
      case Loss.LabelSmoothing(double epsilon) ->
          ConstantTarget.rows(ConstantTarget.smoothed(epsilon));
      case Loss.GeneralisedCrossEntropy(double q) ->
          new RowWise((z, w, progress) -> Divergences.generalised(z, w, q));
      case Loss.SymmetricCrossEntropy(double alpha, double beta, double logZero) ->
          new RowWise((z, w, progress) -> Divergences.symmetric(z, w, alpha, beta, logZero));
      case Loss.EarlyLearning(double lambda, double beta) -> new EarlyLearning(lambda, beta);
      case Loss.Custom custom -> custom(custom);
    };
  }

  private static Objective custom(Loss.Custom loss) {
    return LossDescription.able(loss.name(), loss.version(), LossProvider.class)
        .objective(loss.settings());
  }
}
