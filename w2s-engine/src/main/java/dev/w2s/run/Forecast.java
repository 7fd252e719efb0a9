package dev.w2s.run;

import dev.w2s.data.Part;
import dev.w2s.data.Rows;
import dev.w2s.data.Share;
import dev.w2s.data.Splitter;
import dev.w2s.store.StepResult;
import dev.w2s.store.Store;
import dev.w2s.study.Labelling;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Recipe;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.study.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// How long the steps of a plan will take: their floating point operations over the rate that
/// finished steps reached. It gets better as steps finish.
public final class Forecast {
  /// Loading a model, its tokenizer and the rows.
  private static final double SECONDS_BEFORE_EACH_STEP = 1;

  private static final double SECONDS_TO_MAKE_EXAMPLES = 5;

  private static final int ROWS_LOOKED_AT = 1000;
  private static final double CHARACTERS_PER_TOKEN = 4.2;
  private static final double TOKENS_OF_UNKNOWN_ROWS = 24;

  private final Plan plan;
  private final double tokensPerRow;
  private final DoubleSupplier firstRate;
  private final StepIndex steps;
  private double operationsSeen;
  private double secondsSeen;

  private Forecast(Plan plan, double tokensPerRow, DoubleSupplier firstRate) {
    this.plan = plan;
    this.tokensPerRow = tokensPerRow;
    this.firstRate = firstRate;
    this.steps = new StepIndex(plan);
  }

  /// A forecast that learns from the plan's finished steps in the store.
  ///
  /// @param firstRate operations per second to expect while no step is finished
  public static Forecast of(Plan plan, Store store, Kept kept, DoubleSupplier firstRate) {
    Forecast forecast = new Forecast(plan, tokensPerRow(plan, store, kept), firstRate);
    for (PlannedStep step : plan.steps()) {
      Optional<StepResult> result = store.find(step.key());
      result
          .map(r -> r.provenance().get("seconds"))
          .ifPresent(seconds -> forecast.learn(step, Double.parseDouble(seconds)));
    }
    return forecast;
  }

  private static double tokensPerRow(Plan plan, Store store, Kept kept) {
    return plan.steps().stream()
        .filter(step -> step.step() instanceof Step.MakeExamples)
        .filter(step -> store.find(step.key()).isPresent())
        .flatMap(step -> kept.examples(step.key()).train().stream().limit(ROWS_LOOKED_AT))
        .mapToDouble(row -> String.join(" ", row.texts()).length() / CHARACTERS_PER_TOKEN)
        .average()
        .orElse(TOKENS_OF_UNKNOWN_ROWS);
  }

  /// A step took so long.
  public void learn(PlannedStep step, double seconds) {
    double operations = operations(step);
    if (operations > 0 && seconds > SECONDS_BEFORE_EACH_STEP) {
      operationsSeen += operations;
      secondsSeen += seconds - SECONDS_BEFORE_EACH_STEP;
    }
  }

  /// How long the steps will take, one after the other.
  public Duration remaining(List<PlannedStep> open) {
    return Duration.ofMillis(Math.round(open.stream().mapToDouble(this::seconds).sum() * 1000));
  }

  /// How long one step will take.
  public Duration of(PlannedStep step) {
    return remaining(List.of(step));
  }

  private double seconds(PlannedStep step) {
    if (step.step() instanceof Step.MakeExamples) {
      return SECONDS_TO_MAKE_EXAMPLES;
    }
    double operations = operations(step);
    return operations == 0 ? 0 : SECONDS_BEFORE_EACH_STEP + operations / rate();
  }

  private double rate() {
    return secondsSeen > 0 ? operationsSeen / secondsSeen : firstRate.getAsDouble();
  }

  // A token costs 2 operations for each weight forward and twice that backward (arXiv 2001.08361,
  // section 2.1); frozen weights need no gradients of their own, and recomputing is one way more.
  private double operations(PlannedStep step) {
    return switch (step.step()) {
      case Step.MakeExamples s -> 0;
      case Labelling.ImportLabels s -> 0;
      case Step.Draw s -> 0;
      case Labelling.Combine s -> 0;
      case Labelling.Simulate s -> 0;
      case Labelling.Shots s -> 0;
      case Step.Bound s -> 0;
      case Step.Probe s -> 0;
      case Labelling.Relabel s -> 0;
      case Step.Adapt s -> training(s.recipe(), s.model(), rows(s.data(), s.part()));
      case Step.Finetune s ->
          training(s.recipe(), s.model(), rows(s.data(), s.part()))
              + 2.0
                  * s.states()
                  * weights(s.model())
                  * tokens(s.recipe().maxTokens())
                  * (rows(s.data(), Part.VALIDATION) + rows(s.data(), Part.TEST));
      case Step.Embed s ->
          2.0 * weights(s.model()) * tokens(s.maxTokens()) * rows(s.data(), s.part());
      case Labelling.Label s ->
          s.generation().samples()
              * predicting(
                  s.model(),
                  rows(s.data(), Part.TRANSFER)
                      + rows(s.data(), Part.VALIDATION)
                      + s.also().map(part -> rows(s.data(), part)).orElse(0.0));
      case Step.Choose s ->
          s.trainings().size()
              * predicting(s.trainings().getFirst(), rows(s.data(), Part.VALIDATION));
      case Step.Evaluate s ->
          s.generation().samples() * predicting(s.of(), rows(s.data(), Part.TEST));
    };
  }

  private double training(Recipe recipe, ModelSpec model, double rows) {
    return perWeight(recipe) * weights(model) * tokens(recipe.maxTokens()) * recipe.epochs() * rows;
  }

  private static double perWeight(Recipe recipe) {
    double trained = recipe.tuning() instanceof Tuning.LowRank ? 4 : 6;
    return recipe.recompute() ? trained + 2 : trained;
  }

  private double predicting(StepKey model, double rows) {
    if (steps.find(model).orElse(null) instanceof Labelling.Shots shots) {
      return 2.0 * weights(shots.model()) * tokensPerRow * (shots.count() + 1) * rows;
    }
    return steps
        .finetuning(model)
        .map(training ->
            2.0 * weights(training.model()) * tokens(training.recipe().maxTokens()) * rows)
        .orElse(0.0);
  }

  private double tokens(int maxTokens) {
    return Math.min(tokensPerRow, maxTokens);
  }

  private double weights(ModelSpec model) {
    ModelFacts facts = plan.models().get(model);
    if (facts == null) {
      throw new IllegalArgumentException("the plan lacks the facts of " + model);
    }
    return facts.bodyParameters();
  }

  private static double rows(Step.Data data, Part part) {
    Rows rows = data.rows();
    double heldOut = data.divided() ? 1.0 / Splitter.HELD_OUT.of() : 0;
    return switch (part) {
      case SUPERVISE -> rows.supervise() * (1 - heldOut);
      case HELD_OUT -> rows.supervise() * heldOut;
      case TRANSFER -> (double) rows.transfer() / data.share().map(Share::of).orElse(1);
      case VALIDATION -> rows.validation();
      case TEST -> rows.test();
    };
  }
}
