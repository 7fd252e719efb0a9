package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void valuesLieInProportionAndNeverBeyondTheEnds() {
    Axis axis = new Axis(.6, .8, 10, 110);

    assertThat(axis.x(.7)).isEqualTo("60.0");
    assertThat(axis.x(.5)).isEqualTo("10.0");
    assertThat(axis.x(2)).isEqualTo("110.0");
  }

  @Test
  void ticksAreRoundNumbers() {
    assertThat(new Axis(.68, .86, 0, 1).ticks().stream().map(t -> Math.round(100 * t)))
        .containsExactly(70L, 75L, 80L, 85L);
    assertThat(new Axis(-.1, 1.1, 0, 1).ticks().stream().map(t -> Math.round(100 * t)))
        .containsExactly(0L, 50L, 100L);
  }

  @Test
  void emptyRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Axis(1, 1, 0, 1))
        .withMessage("an axis needs low < high but has 1.0 and 1.0");
  }
}
