package dev.w2s.train.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Recipe;
import dev.w2s.study.Stop;
import dev.w2s.tensor.Libtorch;
import dev.w2s.text.Batches;
import dev.w2s.train.Trained;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Steps, evaluations and checkpoints in their order. Between two steps its whole state is a
/// [LoopState], the generator's state and a few tensors, so that it can stop at any point and go on
/// to the same bits.
public final class TrainingLoop {
  private static final int EVALUATIONS_AN_EPOCH = 2;
  private static final int CURVE_ENTRIES = 80;

  private final Course course;
  private final FlatWeights flat;
  private final Gradients gradients;
  private final Descent descent;
  private final Optional<MovingAverage> average;
  private final Optional<Holes> holes;
  private final DoubleSupplier agreement;
  private final Listener listener;
  private final Optional<States> states;
  private final Optional<Checkpoints> checkpoints;
  private final int[] lengths;
  private final int stepsAnEpoch;
  private final int steps;
  private final LearningRate rate;
  private final @Nullable Tensor best;
  private LoopState state = LoopState.START;
  private GeneratorState generator;
  private List<int[]> epochBatches = List.of();
  private int epoch = -1;

  /// Hears of each step.
  @FunctionalInterface
  public interface Listener {
    /// A step is done.
    ///
    /// @param rows gone through
    /// @param all rows to go through
    /// @param loss of the step
    void stepped(long rows, long all, double loss);
  }

  /// Readies a training, from its newest checkpoint where there is one. The innermost open scope
  /// owns what it allocates.
  ///
  /// @param agreement share of validation rows that the model as it is agrees with
  /// @param states what is asked of the model on its way
  public TrainingLoop(
      Course course,
      FlatWeights flat,
      Gradients gradients,
      DoubleSupplier agreement,
      Listener listener,
      Optional<States> states,
      Optional<Checkpoints> checkpoints) {
    Recipe recipe = course.recipe();
    this.course = course;
    this.flat = flat;
    this.gradients = gradients;
    this.agreement = agreement;
    this.listener = listener;
    this.states = states;
    this.checkpoints = checkpoints;
    this.lengths = course.lengths();
    this.stepsAnEpoch = Math.ceilDiv(lengths.length, recipe.batch());
    this.steps = steps(stepsAnEpoch, recipe.epochs());
    this.rate = LearningRate.of(recipe.rate(), recipe.warmUp(), steps, recipe.decay());
    this.descent = Descent.of(recipe, flat);
    this.holes =
        Holes.matter(recipe.recompute()) ? Optional.of(Holes.ofProcess()) : Optional.empty();
    this.average =
        recipe.ema() == 0 ? Optional.empty() : Optional.of(new MovingAverage(flat, recipe.ema()));
    this.best = recipe.stop() == Stop.LAST ? null : torch.zeros_like(flat.weights());
    Libtorch.seed(course.seed());
    checkpoints.flatMap(kept -> kept.restore(tensors())).ifPresent(restored -> state = restored);
    this.generator = GeneratorState.capture();
  }

  private static int steps(int anEpoch, int epochs) {
    int most = Integer.MAX_VALUE / anEpoch;
    if (epochs > most) {
      throw new BadInputException(
          "epochs must be at most %,d, with %,d steps in each, but was %,d"
              .formatted(most, anEpoch, epochs));
    }
    return anEpoch * epochs;
  }

  /// Trains to the end; the weights are then those of the state that is kept.
  public Trained run() {
    try {
      while (true) {
        evaluateIfDue();
        askIfDue();
        if (state.done() == steps) {
          break;
        }
        step();
        checkpoints.filter(Checkpoints::due).ifPresent(this::write);
      }
    } catch (CancelledException e) {
      checkpoints.ifPresent(this::write);
      throw e;
    }
    return finish();
  }

  private void step() {
    int[] batch = batch(state.done());
    double learningRate = rate.at(state.done());
    double loss = gradient(batch);
    requireFinite("loss", loss, learningRate);
    double norm = flat.gradientNorm();
    requireFinite("norm of the gradient", norm, learningRate);
    descent.step(state.done() + 1, learningRate, Descent.shrink(norm, course.recipe().clip()));
    flat.clearGradients();
    average.ifPresent(kept -> kept.stepped(state.done() + 1));
    holes.ifPresent(Holes::stepped);
    state = state.stepped(loss, batch.length);
    generator = GeneratorState.capture();
    if (!evaluationDue() && (state.done() % entryEvery() == 0 || state.done() == steps)) {
      state = state.entered(learningRate, OptionalDouble.empty());
    }
    listener.stepped(state.rows(), (long) lengths.length * course.recipe().epochs(), loss);
  }

  /// The gradient of a batch, in micro-batches that are halved where memory does not suffice: the
  /// same gradient up to rounding.
  ///
  /// @return the loss
  private double gradient(int[] batch) {
    while (true) {
      try {
        return gradients.add(batch, (double) state.done() / steps);
      } catch (RuntimeException e) {
        if (!OutOfMemory.isIn(e)) {
          throw e;
        }
        // What the pieces before it left would stand in the way of those that come.
        flat.clearGradients();
        if (!gradients.halve(batch)) {
          throw outOfMemory(batch, e);
        }
        generator.restore();
      }
    }
  }

  private FailedException outOfMemory(int[] batch, RuntimeException cause) {
    int longest = Arrays.stream(batch).map(row -> lengths[row]).max().orElseThrow();
    return new FailedException(
        String.format(
            Locale.ROOT,
            "out of memory at step %d of %d, with single rows of a batch of %d, the longest of %d tokens; lower the"
                + " recipe's max-tokens (now %d), set recompute: true or tuning: lora, or take a smaller model",
            state.done() + 1,
            steps,
            batch.length,
            longest,
            course.recipe().maxTokens()),
        cause);
  }

  private void evaluateIfDue() {
    if (best != null && evaluationDue()) {
      asKept(() -> evaluate(best));
    }
  }

  // Again after a checkpoint of the same step: to the same bits.
  private void askIfDue() {
    states
        .filter(asked -> asked.due(state.done(), steps))
        .ifPresent(asked -> asKept(() -> asked.take(state.done(), steps)));
  }

  /// Does something while the model computes with the weights that would be kept now.
  private void asKept(Runnable work) {
    if (average.isPresent()) {
      average.get().during(work);
    } else {
      work.run();
    }
  }

  private void evaluate(Tensor kept) {
    double measured = agreement.getAsDouble();
    if (state.betterThanBest(measured)) {
      flat.copyTo(kept);
    }
    state = state.evaluated(measured, rate.at(state.done() - 1));
  }

  private boolean evaluationDue() {
    return best != null
        && state.evaluated() < state.done()
        && evaluationsUpTo(state.done()) > evaluationsUpTo(state.done() - 1);
  }

  private long evaluationsUpTo(int done) {
    return (long) done * EVALUATIONS_AN_EPOCH / stepsAnEpoch;
  }

  private int entryEvery() {
    return Math.ceilDiv(steps, CURVE_ENTRIES);
  }

  private Trained finish() {
    if (best == null) {
      average.ifPresent(kept -> flat.copyFrom(kept.tensor()));
      return new Trained(steps, steps, state.curve(), said());
    }
    flat.copyFrom(best);
    return new Trained(steps, state.bestStep(), state.curve(), said());
  }

  private List<Trained.State> said() {
    List<Trained.State> all = new ArrayList<>();
    for (States asked : states.stream().toList()) {
      int[] at = asked.at(steps).toArray();
      float[][][] said = asked.said();
      for (int point = 0; point < at.length; point++) {
        all.add(new Trained.State(at[point], said[point]));
      }
    }
    return all;
  }

  private int[] batch(int step) {
    if (step / stepsAnEpoch != epoch) {
      epoch = step / stepsAnEpoch;
      epochBatches = Batches.forTraining(lengths, course.recipe().batch(), course.seed(), epoch);
    }
    return epochBatches.get(step % stepsAnEpoch);
  }

  private void write(Checkpoints kept) {
    kept.write(state, generator, tensors());
  }

  private List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>(List.of(flat.weights()));
    tensors.addAll(descent.state());
    average.ifPresent(kept -> tensors.add(kept.tensor()));
    if (best != null) {
      tensors.add(best);
    }
    tensors.addAll(gradients.tensors());
    states.ifPresent(asked -> tensors.add(asked.tensor()));
    return tensors;
  }

  private void requireFinite(String what, double value, double learningRate) {
    if (!Double.isFinite(value)) {
      throw new FailedException(
          String.format(
              Locale.ROOT,
              "training diverged: at step %d of %d the %s is %s, at a learning rate of %.2e; lower the recipe's"
                  + " learning-rate (now %.2e), for example to %.1e, or raise its warm-up",
              state.done() + 1,
              steps,
              what,
              value,
              learningRate,
              course.recipe().rate(),
              course.recipe().rate() / 3));
    }
  }
}
