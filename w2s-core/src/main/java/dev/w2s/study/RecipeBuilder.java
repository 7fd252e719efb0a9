package dev.w2s.study;

import java.util.List;

/// Changes single values of a recipe.
public final class RecipeBuilder {
  private int epochs;
  private int batch;
  private Optimiser optimiser;
  private List<Double> learningRates;
  private double warmUp;
  private Decay decay;
  private double weightDecay;
  private double clip;
  private double ema;
  private double dropout;
  private int maxTokens;
  private Precision precision;
  private Tuning tuning;
  private HeadStart head;
  private boolean recompute;
  private Stop stop;
  private Before before;

  RecipeBuilder(Recipe from) {
    epochs = from.epochs();
    batch = from.batch();
    optimiser = from.optimiser();
    learningRates = from.learningRates();
    warmUp = from.warmUp();
    decay = from.decay();
    weightDecay = from.weightDecay();
    clip = from.clip();
    ema = from.ema();
    dropout = from.dropout();
    maxTokens = from.maxTokens();
    precision = from.precision();
    tuning = from.tuning();
    head = from.head();
    recompute = from.recompute();
    stop = from.stop();
    before = from.before();
  }

  /// Passes over the rows.
  public RecipeBuilder epochs(int epochs) {
    this.epochs = epochs;
    return this;
  }

  /// Rows of one optimiser step.
  public RecipeBuilder batch(int batch) {
    this.batch = batch;
    return this;
  }

  /// How weights follow from gradients.
  public RecipeBuilder optimiser(Optimiser optimiser) {
    this.optimiser = optimiser;
    return this;
  }

  /// The highest rate of the schedule; several to try, none to choose it by the model's size.
  public RecipeBuilder learningRates(List<Double> learningRates) {
    this.learningRates = learningRates;
    return this;
  }

  /// The highest rate of the schedule.
  public RecipeBuilder learningRate(double learningRate) {
    return learningRates(List.of(learningRate));
  }

  /// Share of all steps over which the rate grows linearly from 0.
  public RecipeBuilder warmUp(double warmUp) {
    this.warmUp = warmUp;
    return this;
  }

  /// What the rate does after warm-up.
  public RecipeBuilder decay(Decay decay) {
    this.decay = decay;
    return this;
  }

  /// On matrices only.
  public RecipeBuilder weightDecay(double weightDecay) {
    this.weightDecay = weightDecay;
    return this;
  }

  /// Largest norm of the gradient of all weights together.
  public RecipeBuilder clip(double clip) {
    this.clip = clip;
    return this;
  }

  /// Decay of the moving average of the weights that is kept; 0 for none.
  public RecipeBuilder ema(double ema) {
    this.ema = ema;
    return this;
  }

  /// On embeddings, attention and sublayer outputs.
  public RecipeBuilder dropout(double dropout) {
    this.dropout = dropout;
    return this;
  }

  /// Longer texts are truncated to so many tokens.
  public RecipeBuilder maxTokens(int maxTokens) {
    this.maxTokens = maxTokens;
    return this;
  }

  /// Of matrix products.
  public RecipeBuilder precision(Precision precision) {
    this.precision = precision;
    return this;
  }

  /// What of the model is trained.
  public RecipeBuilder tuning(Tuning tuning) {
    this.tuning = tuning;
    return this;
  }

  /// What the head starts from.
  public RecipeBuilder head(HeadStart head) {
    this.head = head;
    return this;
  }

  /// Whether layers are computed again on the way back, to save memory.
  public RecipeBuilder recompute(boolean recompute) {
    this.recompute = recompute;
    return this;
  }

  /// Which state is kept.
  public RecipeBuilder stop(Stop stop) {
    this.stop = stop;
    return this;
  }

  /// What comes before the training.
  public RecipeBuilder before(Before before) {
    this.before = before;
    return this;
  }

  /// The changed recipe.
  ///
  /// @throws IllegalArgumentException where a value is out of its range; the message starts with
  ///   its key in a study file
  public Recipe build() {
    return new Recipe(
        epochs,
        batch,
        optimiser,
        learningRates,
        warmUp,
        decay,
        weightDecay,
        clip,
        ema,
        dropout,
        maxTokens,
        precision,
        tuning,
        head,
        recompute,
        stop,
        before);
  }
}
