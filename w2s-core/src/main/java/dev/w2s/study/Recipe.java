package dev.w2s.study;

import dev.w2s.study.internal.Defaults;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// How a model is trained, whatever its labels are. Student and ceiling always share one.
///
/// @param epochs passes over the rows
/// @param batch rows of one optimiser step
/// @param optimiser how weights follow from gradients
/// @param learningRates the highest of the schedule; several to be tried, of which the validation
///   rows choose one; none until it is chosen by the model's size, see [#resolve]
/// @param warmUp share of all steps over which the rate grows linearly from 0
/// @param decay what the rate does afterwards
/// @param weightDecay on matrices only
/// @param clip largest norm of the gradient of all weights together
/// @param ema decay of an exponential moving average of the weights, which is then what is kept; 0
///   for none
/// @param dropout on embeddings, attention and sublayer outputs
/// @param maxTokens longer texts are truncated to so many tokens
/// @param precision of matrix products
/// @param tuning what of the model is trained
/// @param head what its head starts from
/// @param recompute whether layers are computed again on the way back in place of being remembered
///   (gradient checkpointing, arXiv 1604.06174): less memory, more time, the same bits
/// @param stop which state is kept
/// @param before what comes before it
public record Recipe(
    int epochs,
    int batch,
    Optimiser optimiser,
    List<Double> learningRates,
    double warmUp,
    Decay decay,
    double weightDecay,
    double clip,
    double ema,
    double dropout,
    int maxTokens,
    Precision precision,
    Tuning tuning,
    HeadStart head,
    boolean recompute,
    Stop stop,
    Before before) {
  /// What holds where a study says nothing.
  public static final Recipe DEFAULT = Defaults.recipe();

  public Recipe {
    Objects.requireNonNull(optimiser, "optimiser");
    Objects.requireNonNull(decay, "decay");
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(tuning, "tuning");
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(stop, "stop");
    Objects.requireNonNull(before, "before");
    require(epochs >= 1, "epochs must be at least 1 but was " + epochs);
    require(batch >= 1, "batch must be at least 1 but was " + batch);
    learningRates = List.copyOf(learningRates);
    learningRates.forEach(rate ->
        require(
            rate > 0 && Double.isFinite(rate), "learning-rate must be positive but was " + rate));
    require(
        Set.copyOf(learningRates).size() == learningRates.size(),
        "learning-rate must name no rate twice but was " + learningRates);
    require(warmUp >= 0 && warmUp < 1, "warm-up must be at least 0 and under 1 but was " + warmUp);
    require(
        weightDecay >= 0 && Double.isFinite(weightDecay),
        "weight-decay must not be negative but was " + weightDecay);
    require(clip > 0, "clip must be positive but was " + clip);
    require(ema >= 0 && ema < 1, "ema must be at least 0 and under 1 but was " + ema);
    require(
        dropout >= 0 && dropout < 1, "dropout must be at least 0 and under 1 but was " + dropout);
    require(maxTokens >= 4, "max-tokens must be at least 4 but was " + maxTokens);
    require(
        !(tuning instanceof Tuning.Probe) || stop == Stop.LAST,
        "stop must be last where tuning is a probe, which is solved to its end");
    require(
        !(head instanceof HeadStart.Words) || before instanceof Before.Nothing,
        "head must not start from words where generative finetuning comes before, which changes what stands for them");
  }

  /// The recipe for a model: the learning rate falls with its size, where none is said, and texts
  /// are no longer than it can read.
  public Recipe resolve(ModelFacts model) {
    return toBuilder()
        .learningRates(
            learningRates.isEmpty() ? List.of(Defaults.learningRate(model, tuning)) : learningRates)
        .maxTokens(Math.min(maxTokens, model.maxTokens()))
        .build();
  }

  /// The highest learning rate of the schedule.
  ///
  /// @throws IllegalStateException where it is not chosen yet
  public double rate() {
    if (learningRates.size() != 1) {
      throw new IllegalStateException(
          "the recipe's learning rate is not chosen yet: " + learningRates);
    }
    return learningRates.getFirst();
  }

  /// Whether validation rows choose among several learning rates; a probe has none.
  public boolean searchesRate() {
    return learningRates.size() > 1 && !(tuning instanceof Tuning.Probe);
  }

  /// Whether gold or weak labels of validation rows decide what is kept.
  public boolean usesValidation() {
    return stop.usesValidation() || searchesRate();
  }

  /// The same without what looks at validation rows, which a supervisor must not see: the last
  /// state is kept, and in place of several learning rates it has that of the model's size.
  public Recipe withoutValidation() {
    RecipeBuilder own = toBuilder().stop(Stop.LAST);
    return (learningRates.size() > 1 ? own.learningRates(List.of()) : own).build();
  }

  /// The same recipe, to be changed.
  public RecipeBuilder toBuilder() {
    return new RecipeBuilder(this);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
