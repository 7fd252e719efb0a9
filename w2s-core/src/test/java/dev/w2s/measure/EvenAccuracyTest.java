package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvenAccuracyTest {
  private static Outcomes outcomes(int[]... right) {
    return Outcomes.of(List.of(right), IntStream.range(0, right[0].length).map(i -> 1).toArray());
  }

  @Test
  void kindsCountAlikeAndRowsOfNoneDoNot() {
    EvenAccuracy even = new EvenAccuracy(new int[] {0, 0, 0, 0, 1, 1, -1, -1}, 2);
    Outcomes one = outcomes(new int[] {1, 1, 1, 0, 0, 0, 1, 1}, new int[] {1, 1, 1, 1, 1, 0, 0, 0});
    Outcomes other =
        outcomes(new int[] {0, 0, 1, 0, 1, 1, 0, 0}, new int[] {0, 0, 1, 0, 1, 1, 1, 1});
    assertThat(even.accuracy(one, 0).value()).isCloseTo(7 / 8., within(1e-15));
    assertThat(even.accuracy(one, 0).rows()).isEqualTo(4);
    assertThat(even.accuracy(one, 1).value()).isCloseTo(1 / 4., within(1e-15));
    assertThat(even.accuracy(one).value()).isCloseTo(9 / 16., within(1e-15));
    assertThat(even.accuracy(one).rows()).isEqualTo(6);
    assertThat(even.difference(one, other).value()).isCloseTo(9 / 16. - 5 / 8., within(1e-15));
    assertThat(even.accuracy(other, 1).interval()).isEqualTo(new Interval(1, 1, .95));
  }

  @Test
  void withKindsOfOneSizeItIsTheAccuracy() {
    Outcomes[] drawn = new Simulated(new double[] {.4, .6}, 0, 1, 200).draw(new Random(3));
    int[] kinds = IntStream.range(0, 200).map(i -> i % 2).toArray();
    EvenAccuracy even = new EvenAccuracy(kinds, 2);
    Resamples plain = Bootstrap.STANDARD.of(List.of(drawn));
    assertThat(even.accuracy(drawn[0]).value())
        .isCloseTo(plain.accuracy(drawn[0]).value(), within(1e-12));
    Interval own = even.difference(drawn[0], drawn[1]).interval();
    Interval usual = plain.difference(drawn[0], drawn[1]).interval();
    assertThat(own.low()).isCloseTo(usual.low(), within(.02));
    assertThat(own.high()).isCloseTo(usual.high(), within(.02));
  }

  @Test
  void kindsWithoutRowsAreRefused() {
    assertThatThrownBy(() -> new EvenAccuracy(new int[] {0, 0, -1}, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// One of four rows is of the second kind, by chance, and harder.
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void intervalsHoldTheTruth(int seeds) {
    // One seed says nothing of others.
    double spread = seeds == 1 ? 0 : .2;
    Simulated easy = new Simulated(new double[] {.8}, spread, seeds, 240);
    Simulated hard = new Simulated(new double[] {-.3}, spread, seeds, 240);
    double truth = (easy.truth(0) + hard.truth(0)) / 2;
    Random random = new Random(7);
    int held = 0;
    int studies = 400;
    for (int study = 0; study < studies; study++) {
      int[] kinds = random.ints(240, 0, 4).map(n -> n == 0 ? 1 : 0).toArray();
      Outcomes mixed = mixed(kinds, easy.draw(random)[0], hard.draw(random)[0]);
      held += new EvenAccuracy(kinds, 2).accuracy(mixed).interval().contains(truth) ? 1 : 0;
    }
    // Three standard errors of a share of 400.
    assertThat((double) held / studies).isBetween(.95 - .035, .95 + .035);
  }

  private static Outcomes mixed(int[] kinds, Outcomes first, Outcomes second) {
    List<int[]> seeds = new ArrayList<>();
    for (int s = 0; s < first.seeds(); s++) {
      int seed = s;
      seeds.add(
          IntStream.range(0, kinds.length)
              .map(i -> (kinds[i] == 0 ? first : second).right(seed, i) ? 1 : 0)
              .toArray());
    }
    return outcomes(seeds.toArray(int[][]::new));
  }
}
