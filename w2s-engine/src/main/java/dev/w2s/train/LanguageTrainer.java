package dev.w2s.train;

import dev.w2s.model.LanguageModel;
import dev.w2s.model.MaskedModel;
import dev.w2s.model.Parameters;
import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.train.internal.Checkpoints;
import dev.w2s.train.internal.Course;
import dev.w2s.train.internal.Fingerprint;
import dev.w2s.train.internal.FlatWeights;
import dev.w2s.train.internal.Gradients;
import dev.w2s.train.internal.MaskedTokens;
import dev.w2s.train.internal.NextToken;
import dev.w2s.train.internal.TrainingLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/// Trains a decoder to tell the next token, or an encoder to tell hidden ones, with the loop of
/// [Trainer] and its promises: the same training from the same weights gives the same bits, however
/// often it was stopped.
///
/// @param training what is learnt, and how
/// @param progress hears of each step; rows are passages
/// @param cancelled asked before each micro-batch
/// @param checkpoints a folder for this training alone; empty for none. They stay until
///   [Trainer#deleteCheckpoints]
/// @param interval from one checkpoint to the next
/// @param tokensAtOnce tokens of a micro-batch
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

  /// Trains the model in place to tell the next token.
  ///
  /// @throws FailedException where loss or gradient are no longer finite, memory does not suffice
  ///   for a single passage, or a checkpoint cannot be written
  /// @throws CancelledException where that was asked for; the model is then half trained
  public Trained train(LanguageModel model) {
    Gradients gradients = new NextToken(model, training, tokensAtOnce, cancelled);
    return run(model.parameters(), gradients, "next token");
  }

  /// Trains an encoder in place to tell hidden tokens; which they are does not depend on where a
  /// passage's loss begins.
  ///
  /// @param masking which tokens are hidden, and how
  /// @throws FailedException as in the other
  /// @throws CancelledException where that was asked for; the model is then half trained
  public Trained trainMasked(MaskedModel model, Masking masking) {
    Gradients gradients = new MaskedTokens(model, masking, training, tokensAtOnce, cancelled);
    String goal = "hidden tokens " + masking.maskToken() + " " + new TreeSet<>(masking.special());
    return run(model.parameters(), gradients, goal);
  }

  private Trained run(Parameters parameters, Gradients gradients, String goal) {
    Libtorch.use(training.recipe().precision());
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(parameters, training.recipe().recompute())) {
      return new TrainingLoop(
              new Course(training.lengths(), training.recipe(), training.seed()),
              flat,
              gradients,
              () -> 0, // never asked: the last state is kept
              (rows, all, loss) -> progress.advanced(rows, all, OptionalDouble.of(loss)),
              Optional.empty(),
              checkpoints.map(place -> kept(place, parameters, goal)))
          .run();
    }
  }

  private Checkpoints kept(Path place, Parameters parameters, String goal) {
    return new Checkpoints(
        place, interval, Fingerprint.of(goal, training, parameters, tokensAtOnce));
  }
}
