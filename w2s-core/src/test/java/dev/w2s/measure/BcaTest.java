package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BcaTest {
  private static final Bootstrap BCA = new Bootstrap(5_000, 1, .95, IntervalKind.BCA);

  @Test
  void withoutBiasAndAccelerationSharesAreTheirOwn() {
    Bca none = new Bca(0, 0);

    assertThat(none.share(.025)).isCloseTo(.025, within(1e-12));
    assertThat(none.share(.975)).isCloseTo(.975, within(1e-12));
  }

  /// Efron and Tibshirani 1993, equation 14.10, with z0 = .1 and a = .06: the standard normal
  /// distribution at .1 + (-1.86) / (1 + .06 x 1.86) and at .1 + 2.06 / (1 - .06 x 2.06).
  @Test
  void sharesAreThoseOfTheFormula() {
    Bca bca = new Bca(.1, .06);

    assertThat(bca.share(.025)).isCloseTo(.05783, within(1e-4));
    assertThat(bca.share(.975)).isCloseTo(.99286, within(1e-4));
  }

  @Test
  void biasIsHowManyResamplesLieBelow() {
    double[] drawn = IntStream.range(0, 1_000).mapToDouble(i -> i).toArray();

    assertThat(Bca.of(drawn, 499.5, 0).bias()).isCloseTo(0, within(1e-12));
    assertThat(Bca.of(drawn, 841.34, 0).bias()).isCloseTo(1, within(.01));
    assertThat(Bca.of(drawn, 5_000, 0).bias()).isFinite();
  }

  /// A share of 96 % of 100 rows: BCa is shifted down, as Wilson's interval is.
  @Test
  void sharesNearOneAreShiftedDown() {
    Outcomes nearOne = right(100, 96);
    Interval percentile =
        new Bootstrap(5_000, 1, .95).of(List.of(nearOne)).accuracy(nearOne).interval();
    Interval bca = BCA.of(List.of(nearOne)).accuracy(nearOne).interval();

    assertThat(bca.low()).isLessThan(percentile.low());
    assertThat(bca.high()).isLessThanOrEqualTo(percentile.high());
  }

  @Test
  void allRightIsAPoint() {
    Outcomes all = right(50, 50);

    assertThat(BCA.of(List.of(all)).accuracy(all).interval()).isEqualTo(new Interval(1, 1, .95));
  }

  @Test
  void moreSeedsAreRefused() {
    Outcomes seeds = new Simulated(new double[] {1}, .1, 2, 50).draw(new Random(1))[0];

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BCA.of(List.of(seeds)))
        .withMessage("BCa intervals are defined for 1 seed but there are 2");
  }

  @ParameterizedTest
  @CsvSource({"200, .8, 1.4", "200, 1.6, 2.2", "100, .3, 1.2"})
  void intervalsHoldTheTruthAsOftenAsTheySay(int rows, double one, double other) {
    Simulated study = new Simulated(new double[] {one, other}, 0, 1, rows);
    double gap = study.truth(1) - study.truth(0);
    Random random = new Random(21);
    int accuracies = 0;
    int gaps = 0;
    for (int i = 0; i < 2_000; i++) {
      Outcomes[] models = study.draw(random);
      Resamples resamples = new Bootstrap(300, i, .95, IntervalKind.BCA).of(Arrays.asList(models));
      Interval accuracy = resamples.accuracy(models[0]).interval();
      accuracies += accuracy.contains(study.truth(0)) ? 1 : 0;
      gaps += resamples.difference(models[1], models[0]).interval().contains(gap) ? 1 : 0;
    }
    assertThat(accuracies / 2_000.0).isBetween(.93, .97);
    assertThat(gaps / 2_000.0).isBetween(.93, .97);
  }

  private static Outcomes right(int rows, int count) {
    int[] labels = new int[rows];
    Arrays.fill(labels, 0, count, 1);
    int[] gold = new int[rows];
    Arrays.fill(gold, 1);
    return Outcomes.of(List.of(labels), gold);
  }
}
