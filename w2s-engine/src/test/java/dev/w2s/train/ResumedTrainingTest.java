package dev.w2s.train;

import static dev.w2s.train.TinyTrainings.ROWS;
import static dev.w2s.train.TinyTrainings.classifier;
import static dev.w2s.train.TinyTrainings.recipe;
import static dev.w2s.train.TinyTrainings.trainer;
import static dev.w2s.train.TinyTrainings.training;
import static dev.w2s.train.TinyTrainings.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.study.Loss;
import dev.w2s.study.Optimiser;
import dev.w2s.study.Recipe;
import dev.w2s.study.Stop;
import dev.w2s.tensor.Libtorch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What was killed or cancelled goes on to the same bits.
class ResumedTrainingTest {
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    Libtorch.start(2);
  }

  @ParameterizedTest
  @MethodSource("dev.w2s.train.TinyTrainings#losses")
  void cancelledAnywhereItGoesOnToTheSameBits(Loss loss) {
    Training training = training(loss, recipe(2, 0.3, 1e-2, Stop.AGREEMENT), 5);
    AtomicInteger asked = new AtomicInteger();
    Classifier whole = classifier(5);
    Trained expected =
        trainer(training).cancelledWhen(() -> asked.incrementAndGet() < 0).train(whole);

    assertThat(asked.get()).isGreaterThan(16);
    for (int n = 1; n <= asked.get(); n++) {
      Path place = folder.resolve(loss.getClass().getSimpleName() + n);
      cancelAt(n, training, place);
      Classifier resumed = classifier(5);
      Trained actual = trainer(training).checkpoints(place, NEVER).train(resumed);
      assertThat(weights(resumed))
          .as("cancelled when asked for the time %d", n)
          .isEqualTo(weights(whole));
      assertThat(actual).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Optimiser.class)
  void optimisersAndAveragesGoOnToTheSameBits(Optimiser optimiser) {
    Recipe recipe =
        recipe(2, 0.3, 1e-2, Stop.AGREEMENT).toBuilder().optimiser(optimiser).ema(.5).build();
    Training training = training(new Loss.CrossEntropy(), recipe, 5);
    Classifier whole = classifier(5);
    Trained expected = trainer(training).train(whole);

    for (int n : new int[] {2, 6, 11, 15}) {
      Path place = folder.resolve(optimiser.name() + n);
      cancelAt(n, training, place);
      Classifier resumed = classifier(5);
      assertThat(trainer(training).checkpoints(place, NEVER).train(resumed)).isEqualTo(expected);
      assertThat(weights(resumed)).isEqualTo(weights(whole));
    }
  }

  private static void cancelAt(int n, Training training, Path place) {
    AtomicInteger asked = new AtomicInteger();
    Trainer trainer =
        trainer(training)
            .checkpoints(place, NEVER)
            .cancelledWhen(() -> asked.incrementAndGet() == n);
    assertThatThrownBy(() -> trainer.train(classifier(5))).isInstanceOf(CancelledException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void killedAfterAnyStepItGoesOnToTheSameBits(int step) {
    // A loss that remembers its rows from one epoch to the next.
    Training training =
        training(new Loss.EarlyLearning(3, 0.7), recipe(2, 0.3, 1e-2, Stop.ORACLE), 5);
    Classifier whole = classifier(5);
    Trained expected = trainer(training).train(whole);

    killAfter(step, training);
    List<Long> done = new ArrayList<>();
    Classifier resumed = classifier(5);
    Trained actual =
        trainer(training)
            .checkpoints(folder, Duration.ZERO)
            .progress((rows, all, loss) -> done.add(rows))
            .train(resumed);

    assertThat(weights(resumed)).isEqualTo(weights(whole));
    assertThat(actual).isEqualTo(expected);
    assertThat(done).doesNotHaveDuplicates().hasSizeBetween(6 - step, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void killedAfterAnyStepItLacksNoState(int step) {
    Training training = training(new Loss.CrossEntropy(), recipe(2, 0.3, 1e-2, Stop.LAST), 5);
    Watched rows = new Watched(TinyBody.rows(ROWS), 6);
    Trained expected = trainer(training).watch(rows).train(classifier(5));

    AtomicInteger steps = new AtomicInteger();
    Trainer killed =
        trainer(training)
            .watch(rows)
            .checkpoints(folder, Duration.ZERO)
            .progress((done, all, loss) -> {
              if (steps.incrementAndGet() == step) {
                throw new IllegalStateException("killed");
              }
            });
    assertThatThrownBy(() -> killed.train(classifier(5))).hasMessage("killed");
    List<Long> done = new ArrayList<>();
    Trained actual =
        trainer(training)
            .watch(rows)
            .checkpoints(folder, Duration.ZERO)
            .progress((rowsDone, all, loss) -> done.add(rowsDone))
            .train(classifier(5));

    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    // After the first step there is a checkpoint for sure.
    assertThat(done).as("it went on").hasSizeLessThanOrEqualTo(step == 1 ? 6 : 5);
  }

  @Test
  void checkpointOfATrainingThatWasNotWatchedIsNotUsed() {
    Training training = training(new Loss.CrossEntropy(), recipe(2, 0.3, 1e-2, Stop.LAST), 5);
    Watched rows = new Watched(TinyBody.rows(ROWS), 3);
    Trained expected = trainer(training).watch(rows).train(classifier(5));
    killAfter(4, training);

    Trained actual =
        trainer(training).watch(rows).checkpoints(folder, Duration.ZERO).train(classifier(5));

    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  private void killAfter(int step, Training training) {
    AtomicInteger steps = new AtomicInteger();
    Progress killer =
        (rows, all, loss) -> {
          if (steps.incrementAndGet() == step) {
            throw new IllegalStateException("killed");
          }
        };
    Trainer trainer = trainer(training).checkpoints(folder, Duration.ZERO).progress(killer);
    assertThatThrownBy(() -> trainer.train(classifier(5))).hasMessage("killed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncated", "flipped", "empty", "foreign"})
  void damagedCheckpointIsPassedOverForTheOneBefore(String damage) throws IOException {
    Training training = training(new Loss.CrossEntropy(), recipe(2, 0.3, 1e-2, Stop.LAST), 5);
    Classifier whole = classifier(5);
    trainer(training).train(whole);
    cancelAt(2, training, folder);
    cancelAt(7, training, folder);
    List<Path> files = checkpoints();
    assertThat(files).hasSize(2);

    for (int damaged = 1; damaged <= 2; damaged++) {
      damage(files.get(files.size() - damaged), damage);
      Classifier resumed = classifier(5);
      trainer(training).checkpoints(folder, NEVER).train(resumed);
      assertThat(weights(resumed)).isEqualTo(weights(whole));
      assertThat(checkpoints()).hasSize(2 - damaged);
    }
  }

  private List<Path> checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void damage(Path file, String how) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] damaged =
        switch (how) {
          case "truncated" -> Arrays.copyOf(bytes, bytes.length - 9);
          case "empty" -> new byte[0];
          case "foreign" ->
              "a file of something else, longer than a header".getBytes(StandardCharsets.UTF_8);
          case "flipped" -> flipped(bytes, bytes.length / 2);
          default -> throw new IllegalArgumentException(how);
        };
    Files.write(file, damaged);
  }

  private static byte[] flipped(byte[] bytes, int position) {
    byte[] result = bytes.clone();
    result[position] ^= 4;
    return result;
  }

  @Test
  void checkpointOfAnotherTrainingIsNotUsed() {
    Recipe recipe = recipe(2, 0.3, 1e-2, Stop.LAST);
    cancelAt(9, training(new Loss.CrossEntropy(), recipe, 6), folder);
    Classifier alone = classifier(5);
    Classifier beside = classifier(5);
    Training training = training(new Loss.CrossEntropy(), recipe, 5);

    trainer(training).train(alone);
    trainer(training).checkpoints(folder, NEVER).train(beside);

    assertThat(weights(beside)).isEqualTo(weights(alone));
  }

  @Test
  void checkpointsAreDeletedOnceAskedFor() throws IOException {
    cancelAt(3, training(new Loss.CrossEntropy(), recipe(2, 0.3, 1e-2, Stop.LAST), 5), folder);
    Path other = Files.writeString(folder.resolve("predictions.jsonl"), "{}");

    Trainer.deleteCheckpoints(folder);

    assertThat(checkpoints()).containsExactly(other);
    Trainer.deleteCheckpoints(folder.resolve("never-made"));
  }

  @Test
  void folderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    Trainer trainer =
        trainer(training(new Loss.CrossEntropy(), recipe(1, 0, 1e-2, Stop.LAST), 5))
            .checkpoints(file.resolve("checkpoints"), Duration.ZERO);

    assertThatThrownBy(() -> trainer.train(classifier(5)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(file.resolve("checkpoints") + ": a file lies where a folder is needed");
  }
}
