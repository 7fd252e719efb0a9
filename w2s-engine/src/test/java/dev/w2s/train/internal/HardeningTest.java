package dev.w2s.train.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HardeningTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 8, 32, 33})
  void halfOfTheBatchIsPositiveHoweverLopsidedThePredictionsAre(int rows) {
    double[][] logits = random(new Random(rows), rows, 2);
    for (double[] row : logits) {
      row[1] += 300;
    }
    double[][] hardened = Hardening.equalClasses(logits, logits);

    assertThat(counts(hardened)[1]).isEqualTo(rows / 2);
    assertThat(Arrays.asList(hardened)).allMatch(row -> row[0] + row[1] == 1);
  }

  @ParameterizedTest
  @CsvSource({"60,5", "32,3", "33,7", "32,25", "256,12"})
  void everyClassHasItsShareHoweverCollapsedTheModelIs(int rows, int classes) {
    double[][] logits = random(new Random(3), rows, classes);
    for (double[] row : logits) {
      row[2] += 300;
    }
    int[] counts = counts(Hardening.equalClasses(logits, logits));

    assertThat(counts).hasSize(classes);
    assertThat(Arrays.stream(counts).sum()).isEqualTo(rows);
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(
            count -> assertThat(count).isBetween(rows / classes, Math.ceilDiv(rows, classes)));
  }

  @Test
  void meanWeakLabelSetsTheShares() {
    double[][] logits = random(new Random(4), 60, 3);
    double[][] labels =
        IntStream.range(0, 60).mapToObj(i -> new double[] {.9, .05, .05}).toArray(double[][]::new);

    assertThat(counts(Hardening.likeMeanLabel(logits, labels))).containsExactly(54, 3, 3);
  }

  @RepeatedTest(60)
  void noAssignmentWithTheSameQuotasIsLikelier(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int classes = 3 + random.nextInt(3);
    int rows = 1 + random.nextInt(7);
    // Whole numbers tie often.
    boolean whole = random.nextBoolean();
    double[][] logits = random(random, rows, classes);
    for (double[] row : logits) {
      Arrays.setAll(row, c -> whole ? Math.rint(row[c]) : (float) row[c]);
    }
    double[] shares = random.nextBoolean() ? equal(classes) : random.doubles(classes).toArray();
    Quotas quotas = Quotas.of(shares, rows);

    int[] assigned = Assignment.of(logits, quotas);

    assertThat(allowed(assigned, quotas)).isTrue();
    assertThat(total(logits, assigned)).isEqualTo(bestTotal(logits, quotas));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 32, 64})
  void forTwoClassesItIsThePublishedThreshold(int rows) {
    double[][] logits = random(new Random(rows), rows, 2);
    double[][] labels = Softmax.ofRows(random(new Random(rows + 1), rows, 2));
    double[][] half = Hardening.equalClasses(logits, labels);
    double[][] likeLabels = Hardening.likeMeanLabel(logits, labels);

    assertThat(Assignment.of(logits, Quotas.of(equal(2), rows))).isEqualTo(classes(half));
    // The public code's quantile counts a little differently than round(share * rows).
    int[] counts = counts(likeLabels);
    assertThat(Assignment.of(logits, Quotas.of(new double[] {counts[0], counts[1]}, rows)))
        .isEqualTo(classes(likeLabels));
  }

  @Test
  void fewerRowsThanClassesGetTheLikeliestDifferentClasses() {
    double[][] logits = random(new Random(8), 4, 7);
    logits[0][5] = 9;
    logits[1][5] = 8;
    logits[1][6] = 7;
    int[] assigned = Assignment.of(logits, Quotas.of(equal(7), 4));

    assertThat(assigned).doesNotHaveDuplicates().startsWith(5, 6);
    assertThat(total(logits, assigned)).isEqualTo(bestTotal(logits, Quotas.of(equal(7), 4)));
  }

  @Test
  void largestRemaindersGetTheRowsThatAreLeft() {
    assertQuotas(Quotas.of(new double[] {.5, .3, .2}, 7), 0, 4, 2, 1);
    assertQuotas(Quotas.of(new double[] {2, 1, 1}, 8), 0, 4, 2, 2);
    assertQuotas(Quotas.of(new double[] {.7, .2, .1}, 1), 0, 1, 0, 0);
    assertQuotas(Quotas.of(equal(3), 33), 0, 11, 11, 11);
    Quotas contested = Quotas.of(equal(3), 32);
    assertQuotas(contested, 2, 10, 10, 10);
    assertThat(contested.contests()).containsExactly(true, true, true);
  }

  private static void assertQuotas(Quotas quotas, int contested, int... sure) {
    assertThat(quotas.contested()).isEqualTo(contested);
    assertThat(quotas.sure()).containsExactly(sure);
  }

  @Test
  void orderOfRowsDoesNotMatterWhereNothingTies() {
    double[][] logits = random(new Random(11), 32, 6);
    double[][] backwards = Arrays.asList(logits).reversed().toArray(double[][]::new);
    int[] assigned = Assignment.of(logits, Quotas.of(equal(6), 32));
    int[] reversed = Assignment.of(backwards, Quotas.of(equal(6), 32));

    assertThat(IntStream.range(0, 32).map(i -> reversed[31 - i]).toArray()).isEqualTo(assigned);
  }

  @Test
  void tiesEndAlikeAlways() {
    double[][] logits = new double[7][3];

    assertThat(Assignment.of(logits, Quotas.of(new double[] {3, 2, 2}, 7)))
        .containsExactly(0, 0, 0, 1, 1, 2, 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1e300})
  void logitsOfADivergedModelAreAssignedAllTheSame(double value) {
    double[][] logits = random(new Random(12), 9, 3);
    logits[4][1] = value;
    logits[5] = new double[] {value, value, value};

    assertThat(counts(Hardening.equalClasses(logits, logits))).containsExactly(3, 3, 3);
  }

  @Test
  void quantileInterpolatesBetweenItsNeighbours() {
    double[] values = {4, 1, 3, 2};

    assertThat(Hardening.quantile(values, 0)).isEqualTo(1);
    assertThat(Hardening.quantile(values, 0.5)).isEqualTo(2.5);
    assertThat(Hardening.quantile(values, 0.25)).isEqualTo(1.75);
    assertThat(Hardening.quantile(values, 1)).isEqualTo(4);
  }

  private static double bestTotal(double[][] logits, Quotas quotas) {
    int classes = logits[0].length;
    int all = (int) Math.pow(classes, logits.length);
    return IntStream.range(0, all)
        .mapToObj(code -> digits(code, classes, logits.length))
        .filter(assigned -> allowed(assigned, quotas))
        .mapToDouble(assigned -> total(logits, assigned))
        .max()
        .orElseThrow();
  }

  private static int[] digits(int code, int base, int count) {
    int[] digits = new int[count];
    int rest = code;
    for (int i = 0; i < count; i++) {
      digits[i] = rest % base;
      rest /= base;
    }
    return digits;
  }

  private static boolean allowed(int[] assigned, Quotas quotas) {
    int[] counts = new int[quotas.sure().length];
    Arrays.stream(assigned).forEach(c -> counts[c]++);
    return IntStream.range(0, counts.length)
            .map(c -> counts[c] - quotas.sure()[c])
            .allMatch(more -> more == 0 || more == 1)
        && IntStream.range(0, counts.length)
            .allMatch(c -> counts[c] == quotas.sure()[c] || quotas.contests()[c]);
  }

  private static double total(double[][] logits, int[] assigned) {
    return IntStream.range(0, assigned.length).mapToDouble(i -> logits[i][assigned[i]]).sum();
  }

  private static int[] classes(double[][] hardened) {
    return Arrays.stream(hardened).mapToInt(Hardening::argMax).toArray();
  }

  private static int[] counts(double[][] hardened) {
    int[] counts = new int[hardened[0].length];
    Arrays.stream(classes(hardened)).forEach(c -> counts[c]++);
    return counts;
  }

  private static double[] equal(int classes) {
    double[] shares = new double[classes];
    Arrays.fill(shares, 1.0 / classes);
    return shares;
  }

  private static double[][] random(Random random, int rows, int columns) {
    return IntStream.range(0, rows)
        .mapToObj(i -> random.doubles(columns, -2, 2).toArray())
        .toArray(double[][]::new);
  }
}
