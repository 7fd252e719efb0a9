package dev.w2s.generate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.generate.Choice.Sampled;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PickerTest {
  private static final int DRAWS = 20_000;

  /// Probabilities .5, .3, .15 and .05, behind one that is not asked for.
  private static final float[] LOGS = {
    0, (float) Math.log(.5), (float) Math.log(.3), (float) Math.log(.15), (float) Math.log(.05)
  };

  @ParameterizedTest
  @CsvSource({
    // temperature, kept probability, shares of the four
    "1, 1, .5, .3, .15, .05",
    "1, .9, .5263, .3158, .1579, 0",
    "1, .79, .625, .375, 0, 0",
    "1, .4, 1, 0, 0, 0",
    ".5, 1, .6849, .2466, .0616, .0068",
    "2, 1, .3785, .2932, .2073, .1197",
    // After the temperature, .8 lies within the first two.
    ".5, .8, .7353, .2647, 0, 0"
  })
  void tokensAreDrawnAsOftenAsIsLikely(
      double temperature, double kept, double first, double second, double third, double fourth) {
    Sampled how = new Sampled(temperature, 0, kept);
    SplittableRandom random = new SplittableRandom(3);
    int[] counts = new int[4];
    IntStream.range(0, DRAWS).forEach(i -> counts[Picker.drawn(LOGS, 1, 4, how, random)]++);
    double[] expected = {first, second, third, fourth};
    for (int n = 0; n < 4; n++) {
      assertThat((double) counts[n] / DRAWS).isCloseTo(expected[n], within(.015));
      assertThat(counts[n] == 0).isEqualTo(expected[n] == 0);
    }
  }
}
