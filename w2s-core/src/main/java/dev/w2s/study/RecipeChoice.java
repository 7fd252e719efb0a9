package dev.w2s.study;

import dev.w2s.study.internal.Defaults;
import java.util.Objects;
import java.util.OptionalDouble;

/// What a study says of a recipe: all but what depends on the model's size, which [#resolve] fills
/// in.
///
/// @param epochs passes over the rows
/// @param batch rows of one optimiser step
/// @param learningRate the highest of the schedule; empty to choose it by the model's size
/// @param warmUp share of all steps over which the rate grows linearly from 0
/// @param decay what the rate does afterwards
/// @param weightDecay decoupled, on matrices only
/// @param clip largest norm of the gradient of all weights together
/// @param dropout on embeddings, attention and sublayer outputs
/// @param maxTokens longer texts are truncated to so many tokens, or to what the model can read
///   where that is less
/// @param precision of matrix products
/// @param stop which state is kept
public record RecipeChoice(
    int epochs,
    int batch,
    OptionalDouble learningRate,
    double warmUp,
    Decay decay,
    double weightDecay,
    double clip,
    double dropout,
    int maxTokens,
    Precision precision,
    Stop stop) {
  /// What holds where a study says nothing.
  public static final RecipeChoice DEFAULT = Defaults.recipe();

  public RecipeChoice {
    Objects.requireNonNull(learningRate, "learningRate");
    // A choice must not hold what a recipe would refuse later, without a place in a file.
    new Recipe(
        epochs,
        batch,
        learningRate.orElse(1),
        warmUp,
        decay,
        weightDecay,
        clip,
        dropout,
        maxTokens,
        precision,
        stop);
  }

  /// The recipe for a model: the learning rate falls with its size, and texts are no longer than it
  /// can read.
  public Recipe resolve(ModelFacts model) {
    return new Recipe(
        epochs,
        batch,
        learningRate.orElseGet(() -> Defaults.learningRate(model.parameters())),
        warmUp,
        decay,
        weightDecay,
        clip,
        dropout,
        Math.min(maxTokens, model.maxTokens()),
        precision,
        stop);
  }

  /// The same choice, to be changed.
  public Builder toBuilder() {
    return new Builder(this);
  }

  /// Changes single values of a choice.
  public static final class Builder {
    private int epochs;
    private int batch;
    private OptionalDouble learningRate;
    private double warmUp;
    private Decay decay;
    private double weightDecay;
    private double clip;
    private double dropout;
    private int maxTokens;
    private Precision precision;
    private Stop stop;

    private Builder(RecipeChoice from) {
      epochs = from.epochs;
      batch = from.batch;
      learningRate = from.learningRate;
      warmUp = from.warmUp;
      decay = from.decay;
      weightDecay = from.weightDecay;
      clip = from.clip;
      dropout = from.dropout;
      maxTokens = from.maxTokens;
      precision = from.precision;
      stop = from.stop;
    }

    /// Passes over the rows.
    public Builder epochs(int epochs) {
      this.epochs = epochs;
      return this;
    }

    /// Rows of one optimiser step.
    public Builder batch(int batch) {
      this.batch = batch;
      return this;
    }

    /// The highest rate of the schedule.
    public Builder learningRate(double learningRate) {
      return learningRate(OptionalDouble.of(learningRate));
    }

    /// The highest rate of the schedule; empty to choose it by the model's size.
    public Builder learningRate(OptionalDouble learningRate) {
      this.learningRate = learningRate;
      return this;
    }

    /// Share of all steps over which the rate grows linearly from 0.
    public Builder warmUp(double warmUp) {
      this.warmUp = warmUp;
      return this;
    }

    /// What the rate does after warm-up.
    public Builder decay(Decay decay) {
      this.decay = decay;
      return this;
    }

    /// Decoupled, on matrices only.
    public Builder weightDecay(double weightDecay) {
      this.weightDecay = weightDecay;
      return this;
    }

    /// Largest norm of the gradient of all weights together.
    public Builder clip(double clip) {
      this.clip = clip;
      return this;
    }

    /// On embeddings, attention and sublayer outputs.
    public Builder dropout(double dropout) {
      this.dropout = dropout;
      return this;
    }

    /// Longer texts are truncated to so many tokens.
    public Builder maxTokens(int maxTokens) {
      this.maxTokens = maxTokens;
      return this;
    }

    /// Of matrix products.
    public Builder precision(Precision precision) {
      this.precision = precision;
      return this;
    }

    /// Which state is kept.
    public Builder stop(Stop stop) {
      this.stop = stop;
      return this;
    }

    /// The changed choice.
    ///
    /// @throws IllegalArgumentException where a value is out of its range; the message starts with
    ///   its key in a study file
    public RecipeChoice build() {
      return new RecipeChoice(
          epochs,
          batch,
          learningRate,
          warmUp,
          decay,
          weightDecay,
          clip,
          dropout,
          maxTokens,
          precision,
          stop);
    }
  }
}
