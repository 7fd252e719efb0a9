package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapTest {
  @Test
  void oneSeedGivesTheBinomialInterval() {
    int rows = 2_000;
    double p = .8;
    Estimate estimate = Accuracy.of(firstRight(1, rows, (int) (p * rows)));

    double half = 1.96 * Math.sqrt(p * (1 - p) / rows);
    assertThat(estimate.value()).isEqualTo(p);
    assertThat(estimate.interval().low()).isCloseTo(p - half, within(.08 * half));
    assertThat(estimate.interval().high()).isCloseTo(p + half, within(.08 * half));
    assertThat(estimate.rows()).isEqualTo(rows);
    assertThat(estimate.seeds()).isEqualTo(1);
  }

  @Test
  void seedsThatAllAnswerAlikeAddNothing() {
    assertThat(Accuracy.of(firstRight(3, 500, 400)).interval().high())
        .isCloseTo(Accuracy.of(firstRight(1, 500, 400)).interval().high(), within(.005));
  }

  @Test
  void seedsThatDifferAsAWholeGiveStudentsInterval() {
    int rows = 4_000;
    Outcomes outcomes = seedsRight(rows, 2_000, 2_400, 2_800);

    double halfOfStudent = 4.303 * .1 / Math.sqrt(3);
    assertThat(Accuracy.of(outcomes).interval().high())
        .isCloseTo(.6 + halfOfStudent, within(.1 * halfOfStudent));
  }

  @Test
  void differencesArePaired() {
    Outcomes worse = firstRight(1, 1_000, 500);
    Outcomes better = firstRight(1, 1_000, 520);

    Interval paired = Difference.of(better, worse).interval();

    double half = 1.96 * Math.sqrt(.02 * .98 / 1_000);
    assertThat(paired.high() - paired.low()).isCloseTo(2 * half, within(.1 * half));
  }

  @Test
  void aModelDoesNotDifferFromItself() {
    Outcomes model = new Simulated(new double[] {1}, .2, 3, 200).draw(new Random(5))[0];

    assertThat(Difference.of(model, model).interval()).isEqualTo(new Interval(0, 0, .95));
  }

  @Test
  void sameOutcomesGiveTheSameBits() {
    Simulated study = new Simulated(new double[] {.5, 1}, .1, 3, 300);
    Outcomes[] once = study.draw(new Random(3));
    Outcomes[] again = study.draw(new Random(3));

    assertThat(Difference.of(once[1], once[0])).isEqualTo(Difference.of(again[1], again[0]));
  }

  @Test
  void anEstimateDoesNotHangOnWhatElseIsResampled() {
    Outcomes[] models = new Simulated(new double[] {.5, 1, 2}, .1, 3, 300).draw(new Random(3));

    assertThat(Bootstrap.STANDARD.of(Arrays.asList(models)).difference(models[1], models[0]))
        .isEqualTo(Difference.of(models[1], models[0]));
  }

  @Test
  void sharesStayBetweenZeroAndOne() {
    Interval interval = Accuracy.of(seedsRight(100, 100, 40)).interval();

    assertThat(interval).isEqualTo(new Interval(0, 1, .95));
  }

  @Test
  void aRowAloneIsEnough() {
    assertThat(Accuracy.of(firstRight(3, 1, 1)).interval()).isEqualTo(new Interval(1, 1, .95));
  }

  /// By the processor's clock: a busy machine is no slower for it.
  @Test
  void studyOfUsualSizeTakesUnderASecond() {
    Outcomes[] models =
        new Simulated(new double[] {.5, .8, 1, 1.2}, .1, 3, 2_000).draw(new Random(1));
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();

    Resamples resamples = Bootstrap.STANDARD.of(Arrays.asList(models));
    Pgr.of(resamples, models[0], models[1], models[3], 2);
    Pgr.of(resamples, models[0], models[2], models[3], 2);

    assertThat(clock.getCurrentThreadCpuTime() - start).isLessThan(1_000_000_000L);
  }

  @Test
  void otherShapesAndStrangersAreRefused() {
    Outcomes three = firstRight(3, 10, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Difference.of(three, firstRight(2, 10, 5)))
        .withMessage("models must share seeds and rows but one has 3 x 10 and another 2 x 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bootstrap.STANDARD.of(List.of(three)).accuracy(firstRight(3, 10, 5)))
        .withMessage("these outcomes were not resampled here");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bootstrap(99, 0, .95))
        .withMessage("resamples must be at least 100 but were 99");
  }

  @Test
  void pIsWhatTheNormalTestSaysOfOneSeed() {
    // 30 rows for the one alone, 15 for the other: z = 15 / sqrt(45 - 15 * 15 / 1000).
    Outcomes better = rows(1_000, 0, 530);
    Outcomes worse = rows(1_000, 30, 545);
    Resamples resamples = new Bootstrap(20_000, 3, .95).of(List.of(better, worse));

    assertThat(resamples.pValue(worse, better)).isCloseTo(.025, within(.006));
    assertThat(resamples.pValue(better, worse)).isEqualTo(resamples.pValue(worse, better));
  }

  @Test
  void pAndIntervalAgreeOnWhatMayBeZero() {
    Random random = new Random(12);
    for (int i = 0; i < 100; i++) {
      Outcomes[] m = new Simulated(new double[] {.8, 1}, .05, 3, 200).draw(random);
      Resamples resamples = new Bootstrap(500, i, .95).of(Arrays.asList(m));
      double p = resamples.pValue(m[1], m[0]);
      boolean held = resamples.difference(m[1], m[0]).interval().contains(0);
      if (Math.abs(p - .05) > .005) {
        assertThat(p > .05).isEqualTo(held);
      }
    }
  }

  @Test
  void modelsThatAnswerAlikeHavePOne() {
    Outcomes model = firstRight(3, 100, 50);

    assertThat(Bootstrap.STANDARD.of(List.of(model)).pValue(model, model)).isEqualTo(1);
  }

  @Test
  void shareOfAPartIsARatioOfCounts() {
    Outcomes whole = rows(1_000, 0, 400);
    Outcomes part = rows(1_000, 0, 300);
    Estimate share = Bootstrap.STANDARD.of(List.of(part, whole)).share(part, whole).orElseThrow();

    // Given the 400, 300 is binomial.
    double half = 1.96 * Math.sqrt(.75 * .25 / 400);
    assertThat(share.value()).isCloseTo(.75, within(1e-12));
    assertThat(share.interval().low()).isCloseTo(.75 - half, within(.1 * half));
    assertThat(share.interval().high()).isCloseTo(.75 + half, within(.1 * half));
  }

  @Test
  void thereIsNoShareOfWhatMayBeNothing() {
    Outcomes none = firstRight(1, 100, 0);
    Outcomes one = firstRight(1, 100, 1);

    assertThat(Bootstrap.STANDARD.of(List.of(none)).share(none, none)).isEmpty();
    assertThat(Bootstrap.STANDARD.of(List.of(none, one)).share(none, one)).isEmpty();
  }

  /// Plain resampling of seeds and rows holds the truth in 81 % (three seeds that differ much) to
  /// 99 % (seeds that do not).
  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "3, .05", "3, .1", "3, .3", "5, .1", "10, .1"})
  void intervalsHoldTheTruthAsOftenAsTheySay(int seeds, double spread) {
    Simulated study = new Simulated(new double[] {.8, 1.4}, spread, seeds, 250);
    double gap = study.truth(1) - study.truth(0);
    Random random = new Random(11);
    int studies = 2_000;
    int accuracies = 0;
    int gaps = 0;
    for (int i = 0; i < studies; i++) {
      Outcomes[] models = study.draw(random);
      Resamples resamples = new Bootstrap(300, i, .95).of(Arrays.asList(models));
      Interval accuracy = resamples.accuracy(models[0]).interval();
      accuracies += accuracy.contains(study.truth(0)) ? 1 : 0;
      gaps += resamples.difference(models[1], models[0]).interval().contains(gap) ? 1 : 0;
    }
    assertThat((double) accuracies / studies).isBetween(.93, .97);
    assertThat((double) gaps / studies).isBetween(.93, .97);
  }

  /// Right are the rows from one to before another.
  private static Outcomes rows(int rows, int from, int to) {
    int[] labels = new int[rows];
    Arrays.fill(labels, from, to, 1);
    int[] gold = new int[rows];
    Arrays.fill(gold, 1);
    return Outcomes.of(List.of(labels), gold);
  }

  private static Outcomes firstRight(int seeds, int rows, int right) {
    int[] each = new int[seeds];
    Arrays.fill(each, right);
    return seedsRight(rows, each);
  }

  /// For each seed the first so many rows are right.
  private static Outcomes seedsRight(int rows, int... right) {
    List<int[]> labels =
        Arrays.stream(right)
            .mapToObj(count -> {
              int[] row = new int[rows];
              Arrays.fill(row, 0, count, 1);
              return row;
            })
            .toList();
    int[] gold = new int[rows];
    Arrays.fill(gold, 1);
    return Outcomes.of(labels, gold);
  }
}
