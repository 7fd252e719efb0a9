package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PgrTest {
  private static final int ROWS = 1_000;

  @Test
  void shareOfTheGapIsTakenFromPooledAccuracies() {
    Estimate pgr = recovered(right(700), right(760), right(800));

    assertThat(pgr.value()).isCloseTo(.6, within(1e-12));
    assertThat(pgr.interval().contains(.6)).isTrue();
    assertThat(pgr.rows()).isEqualTo(ROWS);
  }

  /// Fieller's theorem in closed form: with nested answers, student - weak and ceiling - student
  /// are disjoint multinomial counts.
  @Test
  void intervalIsFiellers() {
    double n = ROWS;
    double gain = .06;
    double rest = .04;
    double z = 1.96;
    // n times the variance of (1-r) gain - r rest is (1-r)² gain + r² rest - its mean squared
    double low = root(gain, rest, z * z / n, -1);
    double high = root(gain, rest, z * z / n, 1);

    Interval interval = recovered(right(700), right(760), right(800)).interval();

    assertThat(interval.low()).isCloseTo(low, within(.02));
    assertThat(interval.high()).isCloseTo(high, within(.02));
  }

  @Test
  void imitationRecoversExactlyNothing() {
    Outcomes weak = right(700);

    Estimate pgr = recovered(weak, right(700), right(800));

    assertThat(pgr.value()).isZero();
    assertThat(pgr.interval().low()).isCloseTo(0, within(1e-6));
    assertThat(pgr.interval().high()).isCloseTo(0, within(1e-6));
  }

  @Test
  void studentBelowItsSupervisorRecoversLessThanNothing() {
    assertThat(recovered(right(700), right(650), right(800)).interval().high()).isNegative();
  }

  @Test
  void gapThatMayBeZeroIsNoGap() {
    assertThat(reason(right(700), right(701), right(702), 2))
        .isEqualTo(
            "ceiling - weak is 0.2 points, interval 0.0 to 0.5 on 1,000 rows, 1 seed, which may be"
                + " 0");
  }

  @Test
  void ceilingBelowTheSupervisorIsNoGap() {
    assertThat(reason(right(800), right(750), right(700), 2))
        .startsWith("the ceiling is worse than the weak labels, by 10.0 points, interval 8.")
        .endsWith("on 1,000 rows, 1 seed");
  }

  @Test
  void supervisorAtChanceIsNoGapHoweverWideTheGap() {
    assertThat(reason(right(510), right(700), right(900), 2))
        .startsWith("the weak labels are not better than chance (51.0 %, interval 4")
        .endsWith("on 1,000 rows, 1 seed; chance is 50.0 %)");
  }

  @Test
  void chanceIsOneOverK() {
    assertThat(recovered(right(510), right(700), right(900), 4).value())
        .isCloseTo(190 / 390.0, within(1e-12));
    assertThat(reason(right(255), right(700), right(900), 4)).endsWith("chance is 25.0 %)");
  }

  @Test
  void saturatedTestIsNoGap() {
    assertThat(reason(right(998), right(999), right(1_000), 2))
        .startsWith("the test is saturated: the weak labels (99.8 %, interval 99.5 % to 100.0 %");
    assertThat(Pgr.of(right(980), right(990), right(1_000), 2)).isInstanceOf(Recovered.class);
  }

  @Test
  void aCollapsedSeedTakesTheGapAway() {
    List<int[]> collapsed = List.of(labels(900), labels(900), labels(500));
    List<int[]> weak = List.of(labels(700), labels(700), labels(700));
    List<int[]> student = List.of(labels(800), labels(800), labels(800));

    assertThat(Pgr.of(outcomes(weak), outcomes(student), outcomes(collapsed), 2))
        .isInstanceOf(NoGap.class);
  }

  @Test
  void oneClassIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pgr.of(right(1), right(1), right(1), 1))
        .withMessage("classes must be at least 2 but were 1");
  }

  @Test
  void intervalsHoldTheTruthAsOftenAsTheySay() {
    Simulated study = new Simulated(new double[] {.5, .9, 1.4}, .05, 3, 300);
    double truth = (study.truth(1) - study.truth(0)) / (study.truth(2) - study.truth(0));
    Random random = new Random(2);
    int held = 0;
    int given = 0;
    for (int i = 0; i < 2_000; i++) {
      Outcomes[] m = study.draw(random);
      Resamples resamples = new Bootstrap(300, i, .95).of(Arrays.asList(m));
      if (Pgr.of(resamples, m[0], m[1], m[2], 2) instanceof Recovered r) {
        given++;
        held += r.pgr().interval().contains(truth) ? 1 : 0;
      }
    }
    assertThat(given).isGreaterThan(1_800);
    assertThat((double) held / given).isBetween(.93, .97);
  }

  /// The ratio at which `((1-r) gain - r rest)² = z²/n (variance)`.
  private static double root(double gain, double rest, double zn, int direction) {
    double r = gain / (gain + rest);
    double mean = 0;
    while (mean * mean <= zn * ((1 - r) * (1 - r) * gain + r * r * rest - mean * mean)) {
      r += direction * 1e-5;
      mean = (1 - r) * gain - r * rest;
    }
    return r;
  }

  private static Estimate recovered(Outcomes weak, Outcomes student, Outcomes ceiling) {
    return recovered(weak, student, ceiling, 2);
  }

  private static Estimate recovered(Outcomes weak, Outcomes student, Outcomes ceiling, int k) {
    Recovery recovery = Pgr.of(weak, student, ceiling, k);
    assertThat(recovery).isInstanceOf(Recovered.class);
    return ((Recovered) recovery).pgr();
  }

  private static String reason(Outcomes weak, Outcomes student, Outcomes ceiling, int k) {
    Recovery recovery = Pgr.of(weak, student, ceiling, k);
    assertThat(recovery).isInstanceOf(NoGap.class);
    return ((NoGap) recovery).reason();
  }

  private static Outcomes right(int count) {
    return outcomes(List.of(labels(count)));
  }

  private static int[] labels(int right) {
    int[] labels = new int[ROWS];
    Arrays.fill(labels, 0, right, 1);
    return labels;
  }

  private static Outcomes outcomes(List<int[]> labels) {
    return Outcomes.of(labels, labels(ROWS));
  }
}
