package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerTest {
  /// Cohen 1988, table 2.3.5 and the tables of G*Power: one sample, two sides, level .05.
  @ParameterizedTest
  @CsvSource({"10, .5, .2932", "10, 1, .8031", "20, .5, .5645", "34, .5, .8078", "5, 1, .4013"})
  void withSeedsAloneItIsThatOfStudentsTest(int seeds, double effect, double power) {
    Power of = new Power(new Components(.01, 0, 0), .95);

    assertThat(of.of(.1 * effect, seeds, 100)).isCloseTo(power, within(.002));
  }

  @Test
  void withRowsAloneItIsThatOfTheNormalTest() {
    Power power = new Power(new Components(0, .16, 0), .95);

    // Effect over standard error is 1.96: half of the studies find it.
    assertThat(power.of(1.959964 * .4 / 20, 3, 400)).isCloseTo(.5, within(1e-5));
  }

  @Test
  void fewestSeedsAndRowsReachThePowerAndOneLessDoesNot() {
    Power power = new Power(new Components(.0004, .1, .05), .95);

    int seeds = power.seeds(.03, 2_000, .8).orElseThrow();
    assertThat(power.of(.03, seeds, 2_000)).isGreaterThanOrEqualTo(.8);
    assertThat(power.of(.03, seeds - 1, 2_000)).isLessThan(.8);
    int rows = power.rows(.03, 8, .8).orElseThrow();
    assertThat(power.of(.03, 8, rows)).isGreaterThanOrEqualTo(.8);
    assertThat(power.of(.03, 8, rows - 1)).isLessThan(.8);
  }

  @Test
  void rowsDoNotHelpWhereSeedsDifferTooMuch() {
    assertThat(new Power(new Components(.01, .1, .05), .95).rows(.03, 3, .8)).isEmpty();
    assertThat(new Power(new Components(.01, 0, 0), .95).seeds(.0001, 100, .8)).isEmpty();
  }

  @Test
  void withoutVarianceAnyEffectIsFound() {
    assertThat(new Power(new Components(0, 0, 0), .95).of(.01, 2, 10)).isEqualTo(1);
  }

  @Test
  void whatCannotBeIsRefused() {
    Power power = new Power(new Components(.01, .1, .05), .95);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> power.of(.1, 1, 10))
        .withMessage("power needs 2 seeds and a row but there are 1 and 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> power.of(0, 2, 10))
        .withMessage("effect must lie in (0, 1] but was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Components(-1, 0, 0))
        .withMessage("variance components must be 0 or more but were -1.0, 0.0 and 0.0");
  }

  @Test
  void componentsOfManySeedsAndRowsAreThoseOfTheDesign() {
    // 40 seeds x 3,000 rows: the design's own components are known to a few per cent.
    Outcomes[] models = new Simulated(new double[] {.8, 1.4}, .3, 40, 3_000).draw(new Random(6));
    Components found =
        new Bootstrap(100, 0, .95).of(Arrays.asList(models)).components(models[1], models[0]);

    double all = found.seed() + found.row() + found.residual();
    double[] one = differences(models[1], models[0]);
    assertThat(all).isCloseTo(one[1] - one[0] * one[0], within(.01 * one[1]));
    assertThat(found.seed()).isBetween(.003, .02);
    assertThat(found.row()).isGreaterThan(found.seed());
  }

  @ParameterizedTest
  @CsvSource({"3, .02, .25", "5, .05, .3", "10, .1, .25"})
  void asManyStudiesFindTheEffectAsItSays(int seeds, double spread, double apart) {
    int rows = 200;
    Simulated study = new Simulated(new double[] {.8, .8 + apart}, spread, seeds, rows);
    double effect = study.truth(1) - study.truth(0);
    // Rows are many more than seeds, for most of the variance lies between them.
    Simulated large = new Simulated(study.thresholds(), spread, 100, 12_000);
    Outcomes[] pilot = large.draw(new Random(1));
    Components components =
        new Bootstrap(100, 0, .95).of(Arrays.asList(pilot)).components(pilot[1], pilot[0]);
    Random random = new Random(7);
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      Outcomes[] models = study.draw(random);
      Resamples resamples = new Bootstrap(200, i, .95).of(Arrays.asList(models));
      found += resamples.difference(models[1], models[0]).interval().low() > 0 ? 1 : 0;
    }
    assertThat(found / 1_000.0)
        .isCloseTo(new Power(components, .95).of(effect, seeds, rows), within(.05));
  }

  /// Mean and mean square of all single differences.
  private static double[] differences(Outcomes first, Outcomes second) {
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < first.seeds(); s++) {
      for (int i = 0; i < first.rows(); i++) {
        int d = (first.right(s, i) ? 1 : 0) - (second.right(s, i) ? 1 : 0);
        sum += d;
        squares += d * d;
      }
    }
    double n = (double) first.seeds() * first.rows();
    return new double[] {sum / n, squares / n};
  }
}
