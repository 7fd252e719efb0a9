package dev.w2s.train;

import static dev.w2s.train.TinyTrainings.ROWS;
import static dev.w2s.train.TinyTrainings.agreement;
import static dev.w2s.train.TinyTrainings.classifier;
import static dev.w2s.train.TinyTrainings.distance;
import static dev.w2s.train.TinyTrainings.losses;
import static dev.w2s.train.TinyTrainings.predict;
import static dev.w2s.train.TinyTrainings.recipe;
import static dev.w2s.train.TinyTrainings.trainer;
import static dev.w2s.train.TinyTrainings.training;
import static dev.w2s.train.TinyTrainings.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.w2s.problem.FailedException;
import dev.w2s.study.Decay;
import dev.w2s.study.Loss;
import dev.w2s.study.Methods;
import dev.w2s.study.Optimiser;
import dev.w2s.study.Recipe;
import dev.w2s.study.Stop;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
  @BeforeEach
  void start() {
    Libtorch.start(2);
  }

  static Stream<Loss> lossesAndOneOfTheClassPath() {
    return Stream.concat(losses(), Stream.of(Methods.named("brier").loss()));
  }

  @ParameterizedTest
  @MethodSource("lossesAndOneOfTheClassPath")
  void learnsWhatTheLabelsSay(Loss loss) {
    Classifier classifier = classifier(1);
    Trained trained =
        Trainer.of(training(loss, recipe(20, 0.1, 1e-2, Stop.LAST), 1)).train(classifier);

    float[][] predicted = predict(classifier);
    assertThat(IntStream.range(0, ROWS).filter(i -> predicted[i][i % 2] > 0.5f).count())
        .isGreaterThanOrEqualTo(20);
    assertThat(trained.steps()).isEqualTo(60);
    assertThat(trained.keptStep()).isEqualTo(60);
    assertThat(trained.curve()).hasSize(60);
    assertThat(trained.curve().getLast().loss()).isLessThan(trained.curve().getFirst().loss());
    assertThat(trained.curve().getLast().rows()).isEqualTo(20L * ROWS);
  }

  @ParameterizedTest
  @EnumSource(Optimiser.class)
  void everyOptimiserLearns(Optimiser optimiser) {
    Recipe recipe = recipe(20, 0, 1e-2, Stop.LAST).toBuilder().optimiser(optimiser).build();
    Classifier classifier = classifier(1);
    Trainer.of(training(new Loss.CrossEntropy(), recipe, 1)).train(classifier);
    assertThat(agreement(classifier)).isGreaterThan(.8);
  }

  @Test
  void averageIsWhatIsKept() {
    Recipe plain = recipe(2, 0, 1e-2, Stop.LAST);
    Classifier last = classifier(5);
    Classifier averaged = classifier(5);
    float[] start = weights(averaged);
    Trainer.of(training(new Loss.CrossEntropy(), plain, 5)).train(last);
    Trainer.of(training(new Loss.CrossEntropy(), plain.toBuilder().ema(.9).build(), 5))
        .train(averaged);

    assertThat(distance(weights(averaged), weights(last))).isGreaterThan(1e-4);
    assertThat(distance(weights(averaged), start)).isLessThan(distance(weights(last), start));
  }

  @ParameterizedTest
  @MethodSource("dev.w2s.train.TinyTrainings#losses")
  void recomputedLayersGiveTheSameBits(Loss loss) {
    Recipe recipe = recipe(2, .3, 1e-2, Stop.LAST);
    Classifier remembered = classifier(5);
    Classifier recomputed = classifier(5);
    trainer(training(loss, recipe, 5)).train(remembered);
    trainer(training(loss, recipe.toBuilder().recompute(true).build(), 5)).train(recomputed);
    assertThat(weights(recomputed)).isEqualTo(weights(remembered));
  }

  @Test
  void microBatchesAreHalvedWhereMemoryDoesNotSuffice() {
    Training training = training(new Loss.CrossEntropy(), recipe(2, 0, 1e-2, Stop.LAST), 5);
    Classifier enough = classifier(5);
    Classifier small = Classifier.fresh(new SmallMemory(3), 2, 5);
    Trainer.of(training).train(enough);
    Trainer.of(training).train(small);
    assertThat(weights(small)).containsExactly(weights(enough), within(1e-5f));
  }

  @Test
  void noMemoryAtAllSaysWhatToLower() {
    Training training = training(new Loss.CrossEntropy(), recipe(2, 0, 1e-2, Stop.LAST), 5);
    Classifier classifier = Classifier.fresh(new SmallMemory(0), 2, 5);
    assertThatThrownBy(() -> Trainer.of(training).train(classifier))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("out of memory at step 1 of 6, with single rows of a batch of 8")
        .hasMessageContaining("lower the recipe's max-tokens (now 16)");
  }

  @ParameterizedTest
  @EnumSource(Stop.class)
  void watchingChangesNoBit(Stop stop) {
    Recipe recipe = recipe(2, 0.3, 1e-2, stop).toBuilder().ema(stop == Stop.LAST ? .5 : 0).build();
    Training training = training(new Loss.CrossEntropy(), recipe, 5);
    Classifier alone = classifier(5);
    Trained expected = trainer(training).train(alone);
    Classifier seen = classifier(5);
    Trained watched = trainer(training).watch(new Watched(TinyBody.rows(ROWS), 3)).train(seen);

    assertThat(weights(seen)).isEqualTo(weights(alone));
    assertThat(watched.curve()).isEqualTo(expected.curve());
    assertThat(watched.keptStep()).isEqualTo(expected.keptStep());
    assertThat(watched.states()).extracting(Trained.State::step).containsExactly(2, 4, 6);
    if (stop == Stop.LAST) {
      assertThat(watched.states().getLast().probabilities()).isDeepEqualTo(predict(seen));
    }
    assertThat(watched.states().getFirst().probabilities())
        .isNotEqualTo(watched.states().getLast().probabilities());
  }

  @Test
  void aShortTrainingHasItsStatesSeveralTimes() {
    Training training =
        training(new Loss.CrossEntropy(), recipe(1, 0, 1e-2, Stop.LAST), 5); // 3 steps
    Trained trained =
        trainer(training).watch(new Watched(TinyBody.rows(4), 6)).train(classifier(5));
    assertThat(trained.states()).extracting(Trained.State::step).containsExactly(1, 1, 2, 2, 3, 3);
    assertThat(trained.states().get(1).probabilities())
        .isDeepEqualTo(trained.states().getFirst().probabilities());
  }

  @Test
  void keepsTheEarliestOfTheBestStates() {
    Training training = training(new Loss.CrossEntropy(), recipe(6, 0.3, 3e-2, Stop.AGREEMENT), 3);
    Classifier classifier = classifier(3);
    Trained trained = Trainer.of(training).train(classifier);

    List<CurvePoint> measured =
        trained.curve().stream().filter(point -> point.agreement().isPresent()).toList();
    assertThat(measured).hasSize(12);
    double best =
        measured.stream().mapToDouble(point -> point.agreement().orElseThrow()).max().orElseThrow();
    CurvePoint first =
        measured.stream()
            .filter(point -> point.agreement().orElseThrow() == best)
            .findFirst()
            .orElseThrow();
    assertThat(trained.keptStep()).isEqualTo(first.step()).isLessThan(18);
    assertThat(agreement(classifier)).isEqualTo(best);
  }

  @Test
  void theSeedDecidesEverything() {
    Recipe recipe = recipe(1, 0.3, 1e-2, Stop.LAST);
    Classifier first = classifier(5);
    Classifier second = classifier(5);
    Classifier other = classifier(5);

    Trainer.of(training(new Loss.CrossEntropy(), recipe, 5)).train(first);
    Trainer.of(training(new Loss.CrossEntropy(), recipe, 5)).train(second);
    Trainer.of(training(new Loss.CrossEntropy(), recipe, 6)).train(other);

    assertThat(weights(second)).isEqualTo(weights(first));
    assertThat(weights(other)).isNotEqualTo(weights(first));
    assertThat(weights(classifier(6))).isNotEqualTo(weights(classifier(5)));
  }

  @ParameterizedTest
  @MethodSource("dev.w2s.train.TinyTrainings#losses")
  void microBatchesDoNotChangeWhatIsLearned(Loss loss) {
    Training training = training(loss, recipe(2, 0, 1e-2, Stop.LAST), 5);
    Classifier whole = classifier(5);
    Classifier pieces = classifier(5);

    Trainer.of(training).train(whole);
    trainer(training).train(pieces);

    assertThat(weights(pieces)).containsExactly(weights(whole), within(1e-5f));
  }

  @Test
  void whatIsRememberedOfRowsCountsInTheSecondEpoch() {
    // At this rate f stays at 1/2, so that t is .3 f in the first epoch and .7 x .3 f + .3 f in the
    // second.
    Training training = training(new Loss.EarlyLearning(3, 0.7), recipe(2, 0, 1e-9, Stop.LAST), 5);
    List<CurvePoint> curve = trainer(training).train(classifier(5)).curve();

    assertThat(curve.get(3).loss() - curve.get(0).loss())
        .isEqualTo(3 * Math.log((1 - .51 / 2) / (1 - .3 / 2)), within(0.02));
  }

  @Test
  void secondPassOverMicroBatchesDrawsTheSameDropout() {
    Recipe recipe = recipe(2, 0.3, 1e-2, Stop.LAST);
    Classifier once = classifier(5);
    Classifier twice = classifier(5);

    trainer(training(new Loss.CrossEntropy(), recipe, 5)).train(once);
    // The same loss by another name, which asks for the whole batch and so goes through each
    // micro-batch twice.
    trainer(training(new Loss.PaperConfidence(0, 0.2), recipe, 5)).train(twice);

    assertThat(weights(twice)).containsExactly(weights(once), within(1e-4f));
    Classifier otherDropout = classifier(5);
    trainer(training(new Loss.CrossEntropy(), recipe(2, 0.31, 1e-2, Stop.LAST), 5))
        .train(otherDropout);
    assertThat(distance(weights(otherDropout), weights(once))).isGreaterThan(1e-3);
  }

  @Test
  void divergenceSaysWhereAndWhatToLower() {
    Trainer trainer =
        Trainer.of(training(new Loss.CrossEntropy(), recipe(3, 0, 1e38, Stop.LAST), 5));

    assertThatThrownBy(() -> trainer.train(classifier(5)))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("of 9")
        .hasMessageContaining("the loss is")
        .hasMessageContaining("lower the recipe's learning-rate (now 1.00e+38)");
  }

  @Test
  void progressCountsAllRows() {
    List<Long> done = new ArrayList<>();
    List<OptionalDouble> losses = new ArrayList<>();
    Trainer.of(training(new Loss.CrossEntropy(), recipe(2, 0, 1e-2, Stop.LAST), 5))
        .progress((rows, all, loss) -> {
          assertThat(all).isEqualTo(2 * ROWS);
          done.add(rows);
          losses.add(loss);
        })
        .train(classifier(5));

    assertThat(done).hasSize(6).isSorted().endsWith(2L * ROWS);
    assertThat(losses).allMatch(OptionalDouble::isPresent);
  }

  @Test
  void memoryIsFlatOverManySteps() {
    Libtorch.start(1);
    Recipe recipe =
        recipe(210, .1, 1e-4, Stop.LAST).toBuilder().batch(32).decay(Decay.CONSTANT).build();
    Training training =
        new Training(
            TinyBody.rows(64),
            TinyBody.targets(64),
            recipe,
            new Loss.PaperConfidence(0.5, 0.2),
            5,
            Validation.NONE);
    List<Long> objects = new ArrayList<>();
    List<Long> resident = new ArrayList<>();
    Progress progress =
        (rows, all, loss) -> {
          objects.add(Scope.liveObjects());
          resident.add(Scope.residentBytes());
        };

    Trainer.of(training)
        .tokensAtOnce(128)
        .progress(progress)
        .train(Classifier.fresh(new TinyBody(512), 2, 5));

    assertThat(objects).hasSize(420);
    // Fewer where the collector found what other tests left.
    assertThat(objects.getLast()).isLessThanOrEqualTo(objects.get(120));
    // One activation of each step that leaked would be 300 x 400 KiB = 117 MiB, one gradient of the
    // layer 300 MiB.
    assertThat(resident.getLast() - resident.get(120)).isLessThan(48L << 20);
  }

  /// Weights, gradients, moments, averages and activations are freed with their training: one
  /// buffer that was not would show as 4 MiB a training.
  @Test
  void noNativeByteOutlivesATraining() {
    assumeTrue(Scope.liveBytes().isPresent(), "the C library does not count its heap");
    Recipe recipe = recipe(1, .1, 1e-3, Stop.AGREEMENT).toBuilder().ema(.9).recompute(true).build();
    List<Long> live = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      TinyBody body = new TinyBody(1024);
      try (Classifier classifier = Classifier.fresh(body, 2, i)) {
        trainer(training(new Loss.CrossEntropy(), recipe, i)).train(classifier);
      }
      body.parameters().all().forEach(Scope::free);
      live.add(Scope.liveBytes().orElseThrow());
    }
    // Compilers of the JVM take and free memory beside.
    assertThat(live.getLast() - live.get(1)).isLessThan(20L << 20);
  }

  @Test
  void aTrainedModelComputesNoGradients() {
    Classifier classifier = classifier(5);
    Trainer.of(training(new Loss.CrossEntropy(), recipe(1, 0, 1e-2, Stop.LAST), 5))
        .train(classifier);

    assertThat(classifier.parameters().all())
        .noneMatch(weight -> weight.requires_grad() || weight.grad().defined());
  }

  /// Even rows against odd ones: the first is better.
  @Test
  void rewardModelLearnsWhichOfTwoIsBetterInAnyMicroBatches() {
    float[][] targets = new float[ROWS / 2][];
    Arrays.fill(targets, new float[] {.9f, .1f});
    Training training =
        new Training(
            TinyBody.rows(ROWS),
            targets,
            recipe(20, 0, 1e-2, Stop.LAST),
            new Loss.PaperConfidence(.1, .2),
            1,
            Validation.NONE);
    Classifier whole = Classifier.fresh(new TinyBody(8), new Outputs(2, true), 1);
    Classifier pieces = Classifier.fresh(new TinyBody(8), new Outputs(2, true), 1);
    Trained trained = Trainer.of(training).train(whole);
    trainer(training).train(pieces);

    assertThat(trained.curve().getLast().rows()).isEqualTo(20L * ROWS / 2);
    assertThat(weights(pieces)).containsExactly(weights(whole), within(1e-4f));
    float[][] predicted = predict(whole);
    assertThat(predicted).hasNumberOfRows(ROWS / 2);
    assertThat(Arrays.stream(predicted).filter(p -> p[0] > .5f).count()).isGreaterThan(9);
  }
}
