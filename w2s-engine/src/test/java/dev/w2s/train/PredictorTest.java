package dev.w2s.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Lanes;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictorTest {
  private static final List<EncodedText> ROWS = TinyBody.rows(50);

  @BeforeAll
  static void start() {
    Libtorch.start(2);
  }

  @Test
  void resultDoesNotDependOnBatches() {
    Classifier classifier = Classifier.fresh(new TinyBody(8), 3, 1);
    float[][] together =
        Predictor.predict(classifier, ROWS, Precision.FLOAT32, Progress.NONE, () -> false, 4096);
    float[][] alone =
        Predictor.predict(classifier, ROWS, Precision.FLOAT32, Progress.NONE, () -> false, 1);

    for (int i = 0; i < ROWS.size(); i++) {
      float[] row =
          Predictor.predict(
              classifier, List.of(ROWS.get(i)), Precision.FLOAT32, Progress.NONE, () -> false)[0];
      assertThat(together[i]).containsExactly(row, within(1e-5f));
      assertThat(alone[i]).containsExactly(row, within(1e-5f));
    }
    assertThat(together[0]).isNotEqualTo(together[1]);
  }

  /// Whatever lane computes which batch, the bits are the same, and every row is there once.
  @Test
  void lanesGiveTheSameBitsEachTime() {
    Classifier classifier = Classifier.fresh(new TinyBody(8), 3, 1);
    List<EncodedText> rows = TinyBody.rows(3000);
    float[][] first =
        Predictor.scores(classifier, rows, Precision.FLOAT32, Progress.NONE, () -> false);

    for (int again = 0; again < 5; again++) {
      assertThat(Predictor.scores(classifier, rows, Precision.FLOAT32, Progress.NONE, () -> false))
          .isDeepEqualTo(first);
    }
    for (int row : new int[] {0, 1, 1499, 2999}) {
      float[][] alone =
          Predictor.scores(
              classifier, List.of(rows.get(row)), Precision.FLOAT32, Progress.NONE, () -> false);
      assertThat(first[row]).containsExactly(alone[0], within(1e-5f));
    }
  }

  @Test
  void errorOfALaneIsTold() {
    Progress broken =
        (done, all, loss) -> {
          throw new AssertionError("broken");
        };
    Classifier classifier = Classifier.fresh(new TinyBody(8), 3, 1);

    assertThatThrownBy(
            () -> Predictor.predict(classifier, ROWS, Precision.FLOAT32, broken, () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessage("broken");
  }

  @Test
  void threadsAreAsTheyWereBehindLanes() {
    Classifier classifier = Classifier.fresh(new TinyBody(8), 3, 1);

    predict(classifier);
    assertThatThrownBy(() -> predict(Classifier.fresh(new SmallMemory(0, "broken"), 2, 1)))
        .hasMessage("broken");

    assertThat(Libtorch.threads()).isEqualTo(2);
  }

  @Test
  void probabilitiesSumToOne() {
    float[][] predicted =
        Predictor.predict(
            Classifier.fresh(new TinyBody(8), 5, 1),
            ROWS,
            Precision.BFLOAT16,
            Progress.NONE,
            () -> false);

    for (float[] row : predicted) {
      float sum = 0;
      for (float share : row) {
        sum += share;
      }
      assertThat(sum).isEqualTo(1, within(1e-6f));
    }
  }

  @Test
  void progressReachesAllRows() {
    List<Long> done = new ArrayList<>();
    Progress progress =
        (rows, all, loss) -> {
          assertThat(all).isEqualTo(50);
          assertThat(loss).isEmpty();
          done.add(rows);
        };
    Predictor.predict(
        Classifier.fresh(new TinyBody(8), 2, 1),
        ROWS,
        Precision.FLOAT32,
        progress,
        () -> false,
        40);

    assertThat(done).hasSizeGreaterThan(5).isSorted().endsWith(50L);
  }

  @ParameterizedTest
  @ValueSource(strings = {SmallMemory.ON_CPU, SmallMemory.ON_CUDA})
  void rowsThatDoNotFitAreComputedInSmallerBatches(String failure) {
    SmallMemory small = new SmallMemory(3, failure);
    List<Long> done = new ArrayList<>();
    float[][] predicted =
        Predictor.predict(
            Classifier.fresh(small, 2, 1),
            ROWS,
            Precision.FLOAT32,
            (rows, all, loss) -> done.add(rows),
            () -> false);

    assertThat(predicted).isDeepEqualTo(predict(Classifier.fresh(new SmallMemory(3), 2, 1)));
    assertThat(small.failures()).isBetween(1, 6);
    assertThat(done).hasSizeGreaterThanOrEqualTo(17).isSorted().endsWith(50L);
    float[][] enough = predict(Classifier.fresh(new TinyBody(8), 2, 1));
    for (int i = 0; i < enough.length; i++) {
      assertThat(predicted[i]).containsExactly(enough[i], within(1e-5f));
    }
  }

  /// Both lanes fail, and what is left goes on in order, however many a lane had begun.
  @Test
  void lanesThatDoNotFitGoOnInTurn() {
    List<EncodedText> rows = TinyBody.rows(3000);
    List<Long> done = new ArrayList<>();
    float[][] predicted =
        Predictor.predict(
            Classifier.fresh(new SmallMemory(100), 2, 1),
            rows,
            Precision.FLOAT32,
            (some, all, loss) -> done.add(some),
            () -> false);

    assertThat(done).hasSizeGreaterThanOrEqualTo(30).doesNotHaveDuplicates().isSorted();
    assertThat(done).endsWith(3000L);
    float[][] enough = predict(Classifier.fresh(new TinyBody(8), 2, 1), rows);
    for (int i = 0; i < enough.length; i++) {
      assertThat(predicted[i]).containsExactly(enough[i], within(1e-5f));
    }
  }

  private static float[][] predict(Classifier classifier) {
    return predict(classifier, ROWS);
  }

  private static float[][] predict(Classifier classifier, List<EncodedText> rows) {
    return Predictor.predict(classifier, rows, Precision.FLOAT32, Progress.NONE, () -> false);
  }

  @Test
  void embeddingsAreHalvedToo() {
    try (FrozenFeatures small = embedded(new SmallMemory(2));
        FrozenFeatures enough = embedded(new TinyBody(8))) {
      assertThat(Tensors.toFloats(small.features()))
          .containsExactly(Tensors.toFloats(enough.features()), within(1e-5f));
    }
  }

  private static FrozenFeatures embedded(TinyBody body) {
    return Embedder.embed(body, ROWS, Precision.FLOAT32, Progress.NONE, () -> false);
  }

  @Test
  void noMemoryForASingleRowSaysWhatToLower() {
    Classifier classifier = Classifier.fresh(new SmallMemory(0), 2, 1);
    assertThatThrownBy(() -> predict(classifier))
        .isInstanceOf(FailedException.class)
        .hasMessage(
            "out of memory with a single row of 8 tokens, 0 of 50 rows done; lower the recipe's max-tokens, or take a smaller model");
  }

  @Test
  void otherFailuresAreNotTriedAgain() {
    SmallMemory alone = new SmallMemory(0, "index out of range");
    assertThatThrownBy(() -> predict(Classifier.fresh(alone, 2, 1), ROWS.subList(0, 1)))
        .hasMessage("index out of range");
    assertThat(alone.failures()).isEqualTo(1);
    SmallMemory broken = new SmallMemory(0, "index out of range");
    assertThatThrownBy(() -> predict(Classifier.fresh(broken, 2, 1)))
        .hasMessage("index out of range");
    // Each lane may have begun a batch before it heard of the other's failure.
    assertThat(broken.failures()).isBetween(1, Lanes.count());
  }

  @Test
  void precisionThatTheDeviceLacksIsRefused() {
    assertThatThrownBy(() ->
            Predictor.predict(
                Classifier.fresh(new TinyBody(8), 2, 1),
                ROWS,
                Precision.TF32,
                Progress.NONE,
                () -> false))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void stopsWhereCancelled() {
    assertThatThrownBy(() ->
            Predictor.predict(
                Classifier.fresh(new TinyBody(8), 2, 1),
                ROWS,
                Precision.FLOAT32,
                Progress.NONE,
                () -> true))
        .isInstanceOf(CancelledException.class);
  }
}
