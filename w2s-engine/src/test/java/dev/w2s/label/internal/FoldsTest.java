package dev.w2s.label.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.tensor.Libtorch;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FoldsTest {
  @BeforeAll
  static void start() {
    Libtorch.start(2);
  }

  @Test
  void foldsDifferByARowAtMostAndHoldEachOnce() {
    Folds folds = new Folds(new float[11][1], 3, 1, 4);
    assertThat(IntStream.range(0, 3).map(f -> folds.rows(f, true).length))
        .containsExactlyInAnyOrder(4, 4, 3);
    assertThat(IntStream.range(0, 3).flatMap(f -> Arrays.stream(folds.rows(f, true))))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(folds.rows(1, false)).doesNotContain(folds.rows(1, true)).hasSize(7);
  }

  @Test
  void noRowJudgesItself() {
    SplittableRandom random = new SplittableRandom(5);
    float[][] features = new float[30][2];
    double[][] labels = new double[30][];
    for (int i = 0; i < 30; i++) {
      features[i] = new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()};
      labels[i] = Rows.certain(random.nextInt(2), 2);
    }
    Folds folds = new Folds(features, 5, .1, 6);
    double[][] before = folds.predict(labels);
    labels[9] = new double[] {labels[9][1], labels[9][0]};
    double[][] after = folds.predict(labels);
    for (int f = 0; f < 5; f++) {
      int[] rows = folds.rows(f, true);
      boolean own = Arrays.stream(rows).anyMatch(row -> row == 9);
      assertThat(Arrays.equals(Rows.of(before, rows)[0], Rows.of(after, rows)[0])).isEqualTo(own);
    }
    assertThat(after[9]).isEqualTo(before[9]);
  }
}
