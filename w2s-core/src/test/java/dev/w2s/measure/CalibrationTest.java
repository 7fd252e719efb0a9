package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.measure.Calibration.Bin;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {
  /// Two levels of confidence: .6, right in 30 of 50, and .9, right in 30 of 50.
  @Test
  void errorIsTheMeanDistanceOfConfidenceAndAccuracy() {
    float[] confidence = new float[100];
    Arrays.fill(confidence, 0, 50, .6f);
    Arrays.fill(confidence, 50, 100, .9f);
    Outcomes right = rows(IntStream.range(0, 100).map(i -> i % 50 < 30 ? 1 : 0).toArray());

    Calibration calibration = Calibration.of(List.of(confidence), right);

    assertThat(calibration.error().value()).isCloseTo(.15, within(1e-7));
    assertThat(calibration.bins()).hasSize(2);
    Bin sure = calibration.bins().getLast();
    assertThat(sure.answers()).isEqualTo(50);
    assertThat(sure.confidence()).isCloseTo(.9, within(1e-6));
    assertThat(sure.accuracy()).isEqualTo(.6);
  }

  @Test
  void binsHoldEquallyManyAnswersFromUnsureToSure() {
    Random random = new Random(1);
    Calibration calibration = simulated(2, 500, 1, random);

    assertThat(calibration.bins()).hasSize(Calibration.BINS);
    assertThat(calibration.bins()).allSatisfy(bin -> assertThat(bin.answers()).isBetween(99, 101));
    assertThat(calibration.bins().stream().map(Bin::confidence)).isSorted();
  }

  @Test
  void seedsThatErrInOppositeWaysDoNotCancelOut() {
    float[] half = new float[100];
    Arrays.fill(half, .5f);
    int[] none = new int[100];
    int[] all = new int[100];
    Arrays.fill(all, 1);

    Estimate error =
        Calibration.of(List.of(half, half), Outcomes.of(List.of(none, all), all)).error();

    assertThat(error.value()).isEqualTo(.5);
  }

  @Test
  void fewRowsAreEnough() {
    Calibration one = Calibration.of(List.of(new float[] {.8f}), rows(1));
    assertThat(one.error().value()).isCloseTo(.2, within(1e-7));
    assertThat(one.bins()).hasSize(1);
    Calibration two = Calibration.of(List.of(new float[] {.8f, .7f}), rows(1, 0));
    assertThat(two.error().interval().contains(two.error().value())).isTrue();
    assertThat(two.bins().stream().mapToInt(Bin::answers).sum()).isEqualTo(2);
  }

  @Test
  void otherShapesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.of(List.of(new float[2]), rows(1)))
        .withMessage("confidence must have 1 rows but has 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.of(List.of(), rows(1)))
        .withMessage("confidence must have 1 seeds but has 0");
  }

  /// A model that says p and is right with p^power: honest with 1, sure of more than it knows
  /// above.
  @ParameterizedTest
  @CsvSource({"1, 1, 300", "1, 1.2, 300", "1, 1.5, 300", "3, 1.5, 300", "3, 1, 300", "1, 2, 1000"})
  void intervalsHoldTheTruthAtLeastAsOftenAsTheySay(int seeds, double power, int rows) {
    // E|p - p^power| for p uniform on [1/2, 1]
    double truth = .75 - 2 * (1 - Math.pow(.5, power + 1)) / (power + 1);
    Random random = new Random(9);
    int held = 0;
    int above = 0;
    for (int i = 0; i < 1_000; i++) {
      Interval interval = simulated(seeds, rows, power, random).error().interval();
      held += interval.contains(truth) ? 1 : 0;
      above += interval.low() > truth ? 1 : 0;
    }
    assertThat(held / 1_000.0).isGreaterThan(.94);
    assertThat(above / 1_000.0).isLessThan(.04);
  }

  static Calibration simulated(int seeds, int rows, double power, Random random) {
    float[][] confidence = new float[seeds][rows];
    int[][] right = new int[seeds][rows];
    for (int s = 0; s < seeds; s++) {
      for (int i = 0; i < rows; i++) {
        double p = .5 + random.nextDouble() / 2;
        confidence[s][i] = (float) p;
        right[s][i] = random.nextDouble() < Math.pow(p, power) ? 1 : 0;
      }
    }
    int[] gold = new int[rows];
    Arrays.fill(gold, 1);
    return Calibration.of(
        new Bootstrap(200, 1, .95), List.of(confidence), Outcomes.of(List.of(right), gold));
  }

  private static Outcomes rows(int... right) {
    int[] gold = new int[right.length];
    Arrays.fill(gold, 1);
    return Outcomes.of(List.of(right), gold);
  }
}
