package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.measure.Pooled.TaskResult;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PooledTest {
  private static final double[] EIGHT = {.4, .1, .3, .2, .8, .6, .5, .7};

  @Test
  void medianLiesInTheMiddle() {
    assertThat(Median.of(EIGHT).value()).isCloseTo(.45, within(1e-12));
    assertThat(Median.of(new double[] {3, 1, 2}).value()).isEqualTo(2);
  }

  /// Of 8 values the extremes hold the median with 1 - 2/256, the next with 1 - 18/256.
  @Test
  void intervalIsTheOrderStatisticsOfTheBinomial() {
    Interval interval = Median.of(EIGHT).interval().orElseThrow();

    assertThat(interval).isEqualTo(new Interval(.1, .8, 1 - 2 / 256.0));
    double[] nine = Arrays.copyOf(EIGHT, 9);
    nine[8] = .9;
    assertThat(Median.of(nine).interval().orElseThrow())
        .isEqualTo(new Interval(.2, .8, 1 - 20 / 512.0));
  }

  @Test
  void fiveTasksHaveNoInterval() {
    assertThat(Median.of(Arrays.copyOf(EIGHT, 5)).interval()).isEmpty();
    assertThat(Median.of(Arrays.copyOf(EIGHT, 6)).interval()).isPresent();
  }

  @Test
  void intervalHoldsTheMedianAtLeastAsOftenAsItSays() {
    Random random = new Random(5);
    int held = 0;
    for (int i = 0; i < 2_000; i++) {
      double[] skewed = random.doubles(11).map(u -> -Math.log(u)).toArray();
      held += Median.of(skewed).interval().orElseThrow().contains(Math.log(2)) ? 1 : 0;
    }
    // 11 values: from the second to the second largest, 1 - 2 (1 + 11) / 2048 = .988.
    assertThat(held / 2_000.0).isBetween(.98, .995);
  }

  @Test
  void tasksWithoutAGapCountInTheTestAndAreToldOfInTheMedian() {
    Pooled pooled =
        Pooled.of(
            List.of(
                new TaskResult("a", .02, OptionalDouble.of(.4)),
                new TaskResult("b", .04, OptionalDouble.of(.6)),
                new TaskResult("c", -.01, OptionalDouble.empty())));

    assertThat(pooled.pgr().orElseThrow().value()).isCloseTo(.5, within(1e-12));
    assertThat(pooled.pgr().orElseThrow().count()).isEqualTo(2);
    assertThat(pooled.noGap()).isEqualTo(1);
    assertThat(pooled.gain().value()).isEqualTo(.02);
    assertThat(pooled.test().positive()).isEqualTo(5);
    assertThat(pooled.test().p()).isCloseTo(.5, within(1e-12));
  }

  @Test
  void whereNoTaskHasAGapThereIsNoMedianPgr() {
    Pooled pooled = Pooled.of(List.of(new TaskResult("a", 0, OptionalDouble.empty())));

    assertThat(pooled.pgr()).isEmpty();
    assertThat(pooled.test().p()).isEqualTo(1);
  }

  @Test
  void nothingToPoolIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pooled.of(List.of()))
        .withMessage("a median needs numbers but has []");
  }
}
