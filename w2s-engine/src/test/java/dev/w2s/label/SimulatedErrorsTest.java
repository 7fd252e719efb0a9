package dev.w2s.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.data.Example;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.LabelTransform;
import dev.w2s.study.SimulatedError;
import dev.w2s.study.SimulatedError.Structure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedErrorsTest {
  private static GoldRows rows(int rows, int classes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] p = new double[rows][];
    for (int i = 0; i < rows; i++) {
      double[] numbers = random.doubles(classes, .01, 1).toArray();
      double sum = Arrays.stream(numbers).sum();
      p[i] = Arrays.stream(numbers).map(x -> x / sum).toArray();
    }
    return new GoldRows(
        Mixture.ids(rows),
        random.ints(rows, 0, classes).toArray(),
        classes,
        Optional.of(random.ints(rows, 1, 20).toArray()),
        Optional.of(p));
  }

  /// Two classes, all of gold class 0.
  private static GoldRows rows(int[] lengths, double... ofClass0) {
    return new GoldRows(
        Mixture.ids(lengths.length),
        new int[lengths.length],
        2,
        Optional.of(lengths),
        Optional.of(
            Arrays.stream(ofClass0)
                .mapToObj(p -> new double[] {p, 1 - p})
                .toArray(double[][]::new)));
  }

  private static int[] wrong(Structure structure, double rate, GoldRows rows, long seed) {
    int[] labels =
        SimulatedErrors.labels(new SimulatedError(structure, rate, 1), rows, seed).hard();
    return IntStream.range(0, labels.length).filter(i -> labels[i] != rows.gold()[i]).toArray();
  }

  @ParameterizedTest
  @EnumSource(Structure.class)
  void rateIsMetExactly(Structure structure) {
    for (int classes : new int[] {2, 3, 5}) {
      GoldRows rows = rows(100, classes, classes);
      assertThat(wrong(structure, 0, rows, 1)).isEmpty();
      assertThat(wrong(structure, .299, rows, 1)).hasSize(29);
      // In binary .29 of 100 is a little less than 29.
      assertThat(wrong(structure, .29, rows, 1)).hasSize(29);
      assertThat(wrong(structure, 1, rows, 1)).hasSize(100);
      assertThat(wrong(structure, .29, rows, 1)).isEqualTo(wrong(structure, .29, rows, 1));
    }
  }

  @Test
  void structuresChooseTheirRows() {
    GoldRows rows = rows(new int[] {3, 9, 9, 1, 1, 5}, .9, .52, .4, .49, .8, .1);
    assertThat(wrong(Structure.LONGEST, .2, rows, 1)).containsExactly(1);
    assertThat(wrong(Structure.LONGEST, .5, rows, 1)).containsExactly(1, 2, 5);
    assertThat(wrong(Structure.SHORTEST, .34, rows, 1)).containsExactly(3, 4);
    assertThat(wrong(Structure.UNSURE, .34, rows, 1)).containsExactly(1, 3);
    assertThat(wrong(Structure.CONFIDENT, .34, rows, 1)).containsExactly(0, 4);
    assertThat(wrong(Structure.CONFIDENT, .5, rows, 1)).containsExactly(0, 1, 4);
    assertThat(wrong(Structure.SUPERVISOR, .5, rows, 1)).containsExactly(2, 3, 5);
  }

  @Test
  void supervisorsErrorsAreRescaled() {
    GoldRows rows = rows(200, 3, 9);
    double[][] p = rows.probabilities().orElseThrow();
    int[] own =
        IntStream.range(0, 200)
            .filter(i -> new WeakLabels(rows.ids(), p).hard()[i] != rows.gold()[i])
            .toArray();
    assertThat(own).hasSizeBetween(100, 160);
    int[] fewer = wrong(Structure.SUPERVISOR, .2, rows, 4);
    assertThat(own).contains(fewer);
    assertThat(wrong(Structure.SUPERVISOR, .2, rows, 5)).isNotEqualTo(fewer);
    assertThat(wrong(Structure.SUPERVISOR, .9, rows, 4)).contains(own);
  }

  @Test
  void wrongLabelIsTheMostProbableWrongOne() {
    double[][] p = {{.5, .2, .3}, {.1, .2, .7}};
    GoldRows rows =
        new GoldRows(List.of("a", "b"), new int[] {0, 2}, 3, Optional.empty(), Optional.of(p));
    assertThat(labels(new SimulatedError(Structure.UNSURE, 1, 1), rows).hard())
        .containsExactly(2, 1);
  }

  @Test
  void randomFlipsReachEveryOtherClass() {
    GoldRows rows =
        new GoldRows(Mixture.ids(90), new int[90], 4, Optional.empty(), Optional.empty());
    int[] labels = labels(new SimulatedError(Structure.RANDOM, 1, 1), rows).hard();
    for (int c = 1; c < 4; c++) {
      int wanted = c;
      assertThat(Arrays.stream(labels).filter(label -> label == wanted).count())
          .isBetween(18L, 42L);
    }
    assertThat(wrong(Structure.RANDOM, .3, rows, 1))
        .isNotEqualTo(wrong(Structure.RANDOM, .3, rows, 2));
  }

  @Test
  void anchorsOfTheSameSeedAreOtherRows() {
    GoldRows rows = rows(100, 2, 1);
    WeakLabels wrong = SimulatedErrors.labels(new SimulatedError(Structure.RANDOM, .3, 1), rows, 6);
    WeakLabels anchored =
        LabelTransforms.apply(
            new LabelTransform.Anchor(30), wrong, Evidence.NONE.withGold(rows.gold()), 6);
    long left = IntStream.range(0, 100).filter(i -> anchored.hard()[i] != rows.gold()[i]).count();
    assertThat(left).isBetween(12L, 29L);
  }

  @Test
  void labelsMayBeSoft() {
    GoldRows rows =
        new GoldRows(List.of("a"), new int[] {1}, 3, Optional.empty(), Optional.empty());
    assertThat(labels(new SimulatedError(Structure.RANDOM, 0, .8), rows).probabilities()[0])
        .containsExactly(new double[] {.1, .8, .1}, within(1e-12));
    assertThatThrownBy(() -> labels(new SimulatedError(Structure.RANDOM, 0, .3), rows))
        .isInstanceOf(BadInputException.class)
        .hasMessage("confidence must be above 1 / 3 for 3 classes but was 0.3");
    assertThatThrownBy(() -> labels(new SimulatedError(Structure.UNSURE, 0, 1), rows))
        .hasMessage("probabilities are needed but not given");
    assertThatThrownBy(() -> labels(new SimulatedError(Structure.LONGEST, 0, 1), rows))
        .hasMessage("lengths are needed but not given");
  }

  private static WeakLabels labels(SimulatedError error, GoldRows rows) {
    return SimulatedErrors.labels(error, rows, 3);
  }

  @Test
  void trivialImitationWritesTheLabelIntoTheLastText() {
    Example pair = new Example("a", "g", List.of("One.", "Two."), 0, OptionalDouble.of(2));
    assertThat(TrivialImitation.written(pair, "positive"))
        .isEqualTo(
            new Example(
                "a",
                "g",
                List.of("One.", "Two. I think this is positive. What do you think?"),
                0,
                OptionalDouble.of(2)));
  }
}
