package dev.w2s.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.problem.CancelledException;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import dev.w2s.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
