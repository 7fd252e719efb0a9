package dev.w2s.study;

import java.util.Objects;

/// How a model is trained, whatever its labels are. Student and ceiling always share one.
///
/// @param epochs passes over the rows
/// @param batch rows of one optimiser step
/// @param learningRate the highest of the schedule
/// @param warmUp share of all steps over which the rate grows linearly from 0
/// @param decay what the rate does afterwards
/// @param weightDecay decoupled (AdamW, arXiv 1711.05101), on matrices only
/// @param clip largest norm of the gradient of all weights together
/// @param dropout on embeddings, attention and sublayer outputs
/// @param maxTokens longer texts are truncated to so many tokens
/// @param precision of matrix products
/// @param stop which state is kept
public record Recipe(
    int epochs,
    int batch,
    double learningRate,
    double warmUp,
    Decay decay,
    double weightDecay,
    double clip,
    double dropout,
    int maxTokens,
    Precision precision,
    Stop stop) {
  public Recipe {
    require(epochs >= 1, "epochs must be at least 1 but was " + epochs);
    require(batch >= 1, "batch must be at least 1 but was " + batch);
    require(
        learningRate > 0 && Double.isFinite(learningRate),
        "learning-rate must be positive but was " + learningRate);
    require(warmUp >= 0 && warmUp < 1, "warm-up must be at least 0 and under 1 but was " + warmUp);
    require(
        weightDecay >= 0 && Double.isFinite(weightDecay),
        "weight-decay must not be negative but was " + weightDecay);
    require(clip > 0, "clip must be positive but was " + clip);
    require(
        dropout >= 0 && dropout < 1, "dropout must be at least 0 and under 1 but was " + dropout);
    require(maxTokens >= 4, "max-tokens must be at least 4 but was " + maxTokens);
    Objects.requireNonNull(decay, "decay");
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(stop, "stop");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
