package dev.w2s.train;

import dev.w2s.model.LanguageModel;
import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.train.internal.Checkpoints;
import dev.w2s.train.internal.Course;
import dev.w2s.train.internal.Fingerprint;
import dev.w2s.train.internal.FlatWeights;
import dev.w2s.train.internal.NextToken;
import dev.w2s.train.internal.TrainingLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/// Trains a decoder to tell the next token, with the loop of [Trainer] and its promises: the same
/// training from the same weights gives the same bits, however often it was stopped.
///
/// @param training what is learnt, and how
/// @param progress hears of each step; rows are passages
/// @param cancelled asked before each micro-batch
/// @param checkpoints a folder for this training alone; empty for none. They stay until
///   [Trainer#deleteCheckpoints]
/// @param interval from one checkpoint to the next
/// @param tokensAtOnce tokens, with padding, of a micro-batch
public record LanguageTrainer(
    LanguageTraining training,
    Progress progress,
    BooleanSupplier cancelled,
    Optional<Path> checkpoints,
    Duration interval,
    int tokensAtOnce) {
  public LanguageTrainer {
    if (tokensAtOnce < 1) {
      throw new IllegalArgumentException(
          "tokens at once must be at least 1 but were " + tokensAtOnce);
    }
  }

  /// Trains the model in place.
  ///
  /// @throws FailedException where loss or gradient are no longer finite, memory does not suffice
  ///   for a single passage, or a checkpoint cannot be written
  /// @throws CancelledException where that was asked for; the model is then half trained
  public Trained train(LanguageModel model) {
    Libtorch.use(training.recipe().precision());
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(model.parameters())) {
      return new TrainingLoop(
              new Course(training.lengths(), training.recipe(), training.seed()),
              flat,
              new NextToken(model, training, tokensAtOnce, cancelled),
              () -> 0, // never asked: the last state is kept
              (rows, all, loss) -> progress.advanced(rows, all, OptionalDouble.of(loss)),
              checkpoints.map(place -> kept(place, model)))
          .run();
    }
  }

  private Checkpoints kept(Path place, LanguageModel model) {
    return new Checkpoints(
        place, interval, Fingerprint.of(training, model.parameters(), tokensAtOnce));
  }
}
