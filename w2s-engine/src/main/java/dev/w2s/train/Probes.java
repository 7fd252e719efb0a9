package dev.w2s.train;

import dev.w2s.problem.CancelledException;
import dev.w2s.study.Decay;
import dev.w2s.study.HeadStart;
import dev.w2s.study.Loss;
import dev.w2s.study.Optimiser;
import dev.w2s.study.Recipe;
import dev.w2s.study.Tuning.Solver;
import dev.w2s.train.internal.Lbfgs;
import dev.w2s.train.internal.ProbeLoss;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/// Finds linear heads on features that are not trained.
public final class Probes {
  /// A gradient that is never clipped.
  private static final double NO_CLIP = 1e30;

  private Probes() {}

  /// What a solver tells of its way.
  ///
  /// @param steps iterations of L-BFGS, or steps of Adam
  /// @param loss at the end, without the penalty
  public record Solved(int steps, double loss) {}

  /// Finds a classifier's head. With L-BFGS, a loss that changes in the course of a training is
  /// minimised as it is at its end, over all rows at once.
  ///
  /// @param classifier on the features, its head at 0; changed in place
  /// @param targets soft labels of each row, `[N, k]`
  /// @param seed order of the rows
  /// @param cancelled asked in each iteration
  /// @throws CancelledException where that was asked for
  public static Solved solve(
      Classifier classifier,
      FrozenFeatures features,
      float[][] targets,
      Solver solver,
      Loss loss,
      long seed,
      Progress progress,
      BooleanSupplier cancelled) {
    return switch (solver) {
      case Solver.Lbfgs settings ->
          solved(classifier, features, targets, settings, loss, progress, cancelled);
      case Solver.Adam settings -> {
        Training training =
            new Training(features.rows(), targets, recipe(settings), loss, seed, Validation.NONE);
        Trained trained =
            Trainer.of(training).progress(progress).cancelledWhen(cancelled).train(classifier);
        yield new Solved(trained.steps(), trained.curve().getLast().loss());
      }
    };
  }

  private static Solved solved(
      Classifier classifier,
      FrozenFeatures features,
      float[][] targets,
      Solver.Lbfgs settings,
      Loss loss,
      Progress progress,
      BooleanSupplier cancelled) {
    ProbeLoss objective =
        new ProbeLoss(features, classifier.outputs(), targets, loss, settings.l2());
    Lbfgs.Minimum minimum =
        new Lbfgs(settings.iterations())
            .minimise(
                objective,
                objective.start(),
                (iteration, value) -> {
                  if (cancelled.getAsBoolean()) {
                    throw new CancelledException();
                  }
                  progress.advanced(iteration, settings.iterations(), OptionalDouble.of(value));
                });
    objective.write(minimum.point(), classifier);
    return new Solved(minimum.iterations(), objective.lossAt(minimum.point()));
  }

  private static Recipe recipe(Solver.Adam settings) {
    return Recipe.DEFAULT.toBuilder()
        .epochs(settings.epochs())
        .batch(settings.batch())
        .optimiser(Optimiser.ADAM)
        .learningRate(settings.learningRate())
        .warmUp(0)
        .decay(Decay.CONSTANT)
        .weightDecay(0)
        .clip(NO_CLIP)
        .head(new HeadStart.Zero())
        .build();
  }
}
