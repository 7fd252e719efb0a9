package dev.w2s.train.internal;

import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Recipe;
import dev.w2s.study.Stop;
import dev.w2s.tensor.Libtorch;
import dev.w2s.text.Batches;
import dev.w2s.train.Trained;
import dev.w2s.train.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Steps, evaluations and checkpoints in their order. Between two steps its whole state is a
/// [LoopState], the generator's state and a few tensors, so that it can stop at any point and go on
/// to the same bits.
public final class TrainingLoop {
  private static final int EVALUATIONS_AN_EPOCH = 2;
  private static final int CURVE_ENTRIES = 80;

  private final Training training;
  private final FlatWeights flat;
  private final BatchGradients gradients;
  private final AdamW optimiser;
  private final DoubleSupplier agreement;
  private final Listener listener;
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
  public TrainingLoop(
      Training training,
      FlatWeights flat,
      BatchGradients gradients,
      DoubleSupplier agreement,
      Listener listener,
      Optional<Checkpoints> checkpoints) {
    Recipe recipe = training.recipe();
    this.training = training;
    this.flat = flat;
    this.gradients = gradients;
    this.agreement = agreement;
    this.listener = listener;
    this.checkpoints = checkpoints;
    this.lengths = Lengths.of(training.rows());
    this.stepsAnEpoch = Math.ceilDiv(training.rows().size(), recipe.batch());
    this.steps = Math.multiplyExact(stepsAnEpoch, recipe.epochs());
    this.rate = LearningRate.of(recipe.learningRate(), recipe.warmUp(), steps, recipe.decay());
    this.optimiser = new AdamW(flat, recipe.weightDecay());
    this.best = recipe.stop() == Stop.LAST ? null : torch.zeros_like(flat.weights());
    Libtorch.seed(training.seed());
    checkpoints.flatMap(kept -> kept.restore(tensors())).ifPresent(restored -> state = restored);
    this.generator = GeneratorState.capture();
  }

  /// Trains to the end; the weights are then those of the state that is kept.
  public Trained run() {
    try {
      while (true) {
        evaluateIfDue();
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
    flat.clearGradients();
    double loss = gradients.add(batch, (double) state.done() / steps);
    requireFinite("loss", loss, learningRate);
    double norm = optimiser.gradientNorm();
    requireFinite("norm of the gradient", norm, learningRate);
    optimiser.step(state.done() + 1, learningRate, AdamW.shrink(norm, training.recipe().clip()));
    state = state.stepped(loss, batch.length);
    generator = GeneratorState.capture();
    if (!evaluationDue() && (state.done() % entryEvery() == 0 || state.done() == steps)) {
      state = state.entered(learningRate, OptionalDouble.empty());
    }
    listener.stepped(
        state.rows(), (long) training.rows().size() * training.recipe().epochs(), loss);
  }

  private void evaluateIfDue() {
    if (best == null || !evaluationDue()) {
      return;
    }
    double measured = agreement.getAsDouble();
    if (state.betterThanBest(measured)) {
      copy(flat.weights(), best);
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
      return new Trained(steps, steps, state.curve());
    }
    copy(best, flat.weights());
    return new Trained(steps, state.bestStep(), state.curve());
  }

  private int[] batch(int step) {
    if (step / stepsAnEpoch != epoch) {
      epoch = step / stepsAnEpoch;
      epochBatches =
          Batches.forTraining(lengths, training.recipe().batch(), training.seed(), epoch);
    }
    return epochBatches.get(step % stepsAnEpoch);
  }

  private void write(Checkpoints kept) {
    kept.write(state, generator, tensors());
  }

  private List<Tensor> tensors() {
    List<Tensor> tensors =
        new ArrayList<>(List.of(flat.weights(), optimiser.first(), optimiser.second()));
    if (best != null) {
      tensors.add(best);
    }
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
              training.recipe().learningRate(),
              training.recipe().learningRate() / 3));
    }
  }

  private static void copy(Tensor from, Tensor to) {
    try (NoGradGuard constant = new NoGradGuard()) {
      to.copy_(from);
    }
  }
}
