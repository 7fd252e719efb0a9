package dev.w2s.train.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.study.Decay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LearningRateTest {
  @ParameterizedTest
  @EnumSource(Decay.class)
  void warmsUpLinearlyToThePeak(Decay decay) {
    LearningRate rate = LearningRate.of(2e-4, 0.1, 40, decay);

    assertThat(rate.warmUpSteps()).isEqualTo(4);
    assertThat(rate.at(0)).isEqualTo(0.5e-4, within(1e-15));
    assertThat(rate.at(1)).isEqualTo(1e-4, within(1e-15));
    assertThat(rate.at(3)).isEqualTo(2e-4, within(1e-15));
    assertThat(rate.at(4)).isEqualTo(2e-4, within(1e-15));
  }

  @Test
  void constantStays() {
    assertThat(LearningRate.of(1, 0, 10, Decay.CONSTANT).at(9)).isEqualTo(1);
  }

  @Test
  void linearReachesZeroAfterTheLastStep() {
    LearningRate rate = LearningRate.of(1, 0.2, 10, Decay.LINEAR);

    assertThat(rate.at(6)).isEqualTo(0.5);
    assertThat(rate.at(9)).isEqualTo(0.125);
    assertThat(rate.at(10)).isZero();
  }

  @Test
  void cosineIsHalfWayDownInTheMiddle() {
    LearningRate rate = LearningRate.of(1, 0, 8, Decay.COSINE);

    assertThat(rate.at(2)).isEqualTo((1 + Math.sqrt(0.5)) / 2, within(1e-12));
    assertThat(rate.at(4)).isEqualTo(0.5, within(1e-12));
    assertThat(rate.at(8)).isEqualTo(0, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Decay.class)
  void everyStepOfAShortTrainingLearns(Decay decay) {
    for (int steps = 1; steps < 12; steps++) {
      for (double warmUp : new double[] {0, 0.1, 0.5, 0.99}) {
        LearningRate rate = LearningRate.of(1, warmUp, steps, decay);
        for (int step = 0; step < steps; step++) {
          assertThat(rate.at(step)).isPositive().isLessThanOrEqualTo(1);
        }
      }
    }
  }
}
