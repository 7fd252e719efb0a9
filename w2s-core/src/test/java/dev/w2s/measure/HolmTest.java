package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HolmTest {
  @Test
  void eachIsMultipliedByHowManyAreLeft() {
    assertThat(Holm.adjust(new double[] {.01, .04, .03, .005}))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(.03, .06, .06, .02);
  }

  @Test
  void noneGoesAboveOneAndOneAloneIsLeft() {
    assertThat(Holm.adjust(new double[] {.7, .9})).containsExactly(1, 1);
    assertThat(Holm.adjust(new double[] {.2})).containsExactly(.2);
    assertThat(Holm.adjust(new double[0])).isEmpty();
  }
}
