package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  private static final List<String> GROUPS = List.of("a", "b", "c", "d", "e");

  private static RankCorrelation of(double[] x, double[] y, List<String> groups) {
    return RankCorrelation.of(x, y, groups).orElseThrow();
  }

  @Test
  void onlyTheOrderCounts() {
    double[] x = {1, 2, 3, 4, 5};

    assertThat(of(x, new double[] {0, 1, 10, 100, 1e9}, GROUPS).value()).isEqualTo(1);
    assertThat(of(x, new double[] {9, 3, 2.5, 0, -7}, GROUPS).value()).isEqualTo(-1);
  }

  @Test
  void equalValuesShareTheirMeanRank() {
    double[] x = {1, 2, 2, 4};
    double[] y = {1, 3, 2, 4};

    // Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: sums of products 4.5, of squares 4.5 and 5.
    assertThat(of(x, y, List.of("a", "a", "b", "b")).value())
        .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
  }

  @Test
  void fewGroupsHaveNoInterval() {
    double[] x = {1, 2, 3, 4, 5};
    double[] y = {2, 1, 3, 5, 4};

    assertThat(of(x, y, List.of("a", "b", "c", "d", "d")).interval()).isEmpty();
    RankCorrelation five = of(x, y, GROUPS);
    assertThat(five.interval().orElseThrow().contains(five.value())).isTrue();
    assertThat(five.cases()).isEqualTo(5);
    assertThat(five.groups()).isEqualTo(5);
  }

  @Test
  void whatDoesNotVaryHasNoCorrelation() {
    double[] x = {1, 2, 3, 4, 5};

    assertThat(RankCorrelation.of(x, new double[] {7, 7, 7, 7, 7}, GROUPS)).isEmpty();
    assertThat(RankCorrelation.of(new double[] {1, 2}, new double[] {1, 2}, List.of("a", "b")))
        .isEmpty();
  }

  @Test
  void lengthsMustBeEqual() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankCorrelation.of(new double[3], new double[4], GROUPS))
        .withMessageContaining("3, 4 and 5");
  }

  /// Groups have a level of their own in both numbers, which are not correlated.
  @Test
  void intervalHoldsNothingWhereThereIsNothing() {
    assertThat(coverage(6, 8)).isBetween(.85, .98);
    assertThat(coverage(20, 8)).isBetween(.88, .98);
  }

  private static double coverage(int groups, int each) {
    SplittableRandom random = new SplittableRandom(8);
    List<String> names = IntStream.range(0, groups * each).mapToObj(i -> "g" + i / each).toList();
    int held = 0;
    int studies = 200;
    for (int s = 0; s < studies; s++) {
      double[] x = numbers(random, groups, each);
      double[] y = numbers(random, groups, each);
      held += of(x, y, names).interval().orElseThrow().contains(0) ? 1 : 0;
    }
    return (double) held / studies;
  }

  private static double[] numbers(SplittableRandom random, int groups, int each) {
    double[] levels = random.doubles(groups).map(level -> 1.5 * level).toArray();
    return IntStream.range(0, groups * each)
        .mapToDouble(i -> levels[i / each] + random.nextDouble())
        .toArray();
  }
}
