package dev.w2s.train;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.text.EncodedText;
import dev.w2s.train.internal.BatchGradients;
import dev.w2s.train.internal.Checkpoints;
import dev.w2s.train.internal.Course;
import dev.w2s.train.internal.Fingerprint;
import dev.w2s.train.internal.FlatWeights;
import dev.w2s.train.internal.Sequences;
import dev.w2s.train.internal.States;
import dev.w2s.train.internal.TokenBudget;
import dev.w2s.train.internal.TrainingLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Trains a classifier. One training at a time in a process: dropout draws from libtorch's one
/// default generator.
///
/// The same training from the same weights gives the same bits, on the same machine with the same
/// number of threads, however often it was stopped and gone on with.
public final class Trainer {
  private final Training training;
  private Progress progress = Progress.NONE;
  private BooleanSupplier cancelled = () -> false;
  private @Nullable Path folder;
  private Duration every = Duration.ofSeconds(30);
  private Watched watched = Watched.NONE;
  private int tokensAtOnce;

  private Trainer(Training training) {
    this.training = training;
    this.tokensAtOnce = TokenBudget.standard(training.recipe());
  }

  /// A trainer without checkpoints that nobody watches.
  public static Trainer of(Training training) {
    return new Trainer(training);
  }

  /// Who hears of each step; nobody by default.
  public Trainer progress(Progress listener) {
    this.progress = listener;
    return this;
  }

  /// Asked before each micro-batch and each batch of an evaluation; a training that is cancelled
  /// writes a checkpoint and ends with [CancelledException].
  public Trainer cancelledWhen(BooleanSupplier flag) {
    this.cancelled = flag;
    return this;
  }

  /// Keeps checkpoints, and goes on from the newest that is intact and of this training. They stay
  /// until [#deleteCheckpoints].
  ///
  /// @param checkpoints a folder for this training alone; made where it does not exist
  /// @param interval from one checkpoint to the next; stretched where writing them would take more
  ///   than a twentieth of the time
  public Trainer checkpoints(Path checkpoints, Duration interval) {
    this.folder = checkpoints;
    this.every = interval;
    return this;
  }

  /// Rows that the model is asked about on its way; none by default. What is trained stays the same
  /// to the bit.
  public Trainer watch(Watched rows) {
    this.watched = rows;
    return this;
  }

  /// Tokens of a micro-batch: the memory of a training grows with them. 4,096 by default, 32,768 on
  /// a graphics processor; half of that for low-rank changes and where layers are computed again on
  /// the way back, which are chosen to save memory. Another number changes rounding and dropout,
  /// not the training otherwise.
  public Trainer tokensAtOnce(int tokens) {
    if (tokens < 1) {
      throw new IllegalArgumentException("tokens at once must be at least 1 but were " + tokens);
    }
    this.tokensAtOnce = tokens;
    return this;
  }

  /// Trains the classifier in place.
  ///
  /// @throws BadInputException where the device lacks the recipe's precision
  /// @throws FailedException where loss or gradient are no longer finite, or a checkpoint cannot be
  ///   written
  /// @throws CancelledException where that was asked for; the classifier is then half trained
  public Trained train(Classifier classifier) {
    if (classifier.classes() != training.classes()
        || classifier.sequences() != training.sequences()) {
      throw new IllegalArgumentException(
          "targets have %d classes and rows %d sequences, the classifier %d and %d"
              .formatted(
                  training.classes(),
                  training.sequences(),
                  classifier.classes(),
                  classifier.sequences()));
    }
    Libtorch.use(training.recipe().precision());
    try (Scope scope = Scope.open();
        FlatWeights flat = FlatWeights.of(classifier.parameters(), training.recipe().recompute())) {
      return loop(classifier, flat).run();
    }
  }

  /// Deletes the checkpoints of a folder, once what was trained is safe.
  public static void deleteCheckpoints(Path folder) {
    Checkpoints.delete(folder);
  }

  private TrainingLoop loop(Classifier classifier, FlatWeights flat) {
    Sequences sequences = new Sequences(training.rows(), training.sequences());
    return new TrainingLoop(
        new Course(sequences.lengths(), training.recipe(), training.seed()),
        flat,
        new BatchGradients(classifier, training, tokensAtOnce, cancelled),
        () -> agreement(classifier),
        (rows, all, loss) -> progress.advanced(rows, all, OptionalDouble.of(loss)),
        states(classifier),
        Optional.ofNullable(folder).map(place -> checkpoints(place, classifier)));
  }

  private Checkpoints checkpoints(Path place, Classifier classifier) {
    return new Checkpoints(
        place, every, Fingerprint.of(training, watched, classifier.parameters(), tokensAtOnce));
  }

  private Optional<States> states(Classifier classifier) {
    return watched.points() == 0
        ? Optional.empty()
        : Optional.of(
            new States(
                watched.points(),
                watched.rows().size() / training.sequences(),
                training.classes(),
                () -> predicted(classifier, watched.rows())));
  }

  private float[][] predicted(Classifier classifier, List<EncodedText> rows) {
    return Predictor.predict(
        classifier, rows, training.recipe().precision(), Progress.NONE, cancelled);
  }

  private double agreement(Classifier classifier) {
    Validation validation = training.validation();
    float[][] predicted = predicted(classifier, validation.rows());
    int same = 0;
    for (int i = 0; i < predicted.length; i++) {
      same += largest(predicted[i]) == largest(validation.targets()[i]) ? 1 : 0;
    }
    return (double) same / predicted.length;
  }

  private static int largest(float[] shares) {
    int best = 0;
    for (int c = 1; c < shares.length; c++) {
      best = shares[c] > shares[best] ? c : best;
    }
    return best;
  }
}
