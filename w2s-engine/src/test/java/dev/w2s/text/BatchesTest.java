package dev.w2s.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
  private static int[] lengths(int rows, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, rows)
        .map(i -> (int) Math.clamp(Math.exp(3 + .6 * random.nextGaussian()), 3, 128))
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 5000})
  void everyRowComesOncePerEpochInExactBatches(int rows) {
    List<int[]> batches = Batches.forTraining(lengths(rows, 1), 32, 7, 3);
    assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, rows).toArray());
    assertThat(
            batches.stream()
                .filter(batch -> batch.length != 32)
                .mapToInt(batch -> batch.length)
                .toArray())
        .isEqualTo(rows % 32 == 0 ? new int[0] : new int[] {rows % 32});
  }

  @Test
  void orderIsAFunctionOfSeedAndEpoch() {
    int[] lengths = lengths(500, 1);
    assertThat(Batches.forTraining(lengths, 32, 7, 3).toArray(int[][]::new))
        .isDeepEqualTo(Batches.forTraining(lengths, 32, 7, 3).toArray(int[][]::new));
  }

  @Test
  void otherSeedsAndEpochsGiveOtherOrders() {
    int[] lengths = lengths(500, 1);
    int[] first = Batches.forTraining(lengths, 32, 7, 3).getFirst();
    assertThat(Batches.forTraining(lengths, 32, 7, 4).getFirst()).isNotEqualTo(first);
    assertThat(Batches.forTraining(lengths, 32, 8, 3).getFirst()).isNotEqualTo(first);
    assertThat(Batches.forTraining(lengths, 32, 8, 2).getFirst()).isNotEqualTo(first);
  }

  @Test
  void batchesAreNotInOrderOfLength() {
    int[] lengths = lengths(5000, 1);
    int[] longest =
        Batches.forTraining(lengths, 32, 7, 3).stream()
            .mapToInt(batch -> lengths[batch[0]])
            .toArray();
    assertThat(longest).isNotEqualTo(Arrays.stream(longest).sorted().toArray());
  }

  @Test
  void rowsOfLikeLengthMeet() {
    int[] lengths = lengths(5000, 2);
    assertThat(meanOfDistinct(Batches.forTraining(lengths, 32, 7, 0), lengths)).isLessThan(8);
    assertThat(meanOfDistinct(Batches.forPrediction(lengths, 4096), lengths)).isLessThan(8);
  }

  /// How many lengths the rows of a batch have.
  private static double meanOfDistinct(List<int[]> batches, int[] lengths) {
    return batches.stream()
        .mapToLong(batch -> Arrays.stream(batch).map(row -> lengths[row]).distinct().count())
        .average()
        .orElseThrow();
  }

  @Test
  void predictionKeepsTheBudgetAndComputesTheLongestFirst() {
    int[] lengths = lengths(1000, 3);
    List<int[]> batches = Batches.forPrediction(lengths, 1024);
    assertThat(batches)
        .allSatisfy(
            batch -> assertThat(lengths[batch[0]] * batch.length).isLessThanOrEqualTo(1024));
    assertThat(lengths[batches.getFirst()[0]])
        .isEqualTo(Arrays.stream(lengths).max().orElseThrow());
    assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, 1000).toArray());
  }

  @Test
  void rowOverTheBudgetIsABatchOfItsOwn() {
    assertThat(Batches.forPrediction(new int[] {5, 500, 5}, 100).toArray(int[][]::new))
        .isDeepEqualTo(new int[][] {{1}, {0, 2}});
  }

  @Test
  void shortRowsBesideALongOneCountAsLong() {
    int[] lengths = new int[61];
    Arrays.fill(lengths, 50);
    lengths[30] = 1000;
    assertThat(Batches.forPrediction(lengths, 4096))
        .extracting(batch -> batch.length)
        .containsExactly(4, 57);
  }

  @Test
  void rowsOfOneLengthFollowEachOther() {
    assertThat(
            Batches.micro(new int[] {0, 1, 2, 3}, new int[] {60, 8, 60, 8}, 4096)
                .toArray(int[][]::new))
        .isDeepEqualTo(new int[][] {{0, 2, 1, 3}});
  }

  @Test
  void budgetAndBatchMustBePositive() {
    assertThatThrownBy(() -> Batches.forPrediction(new int[] {1}, 0))
        .hasMessageContaining("at least 1 but was 0");
    assertThatThrownBy(() -> Batches.forTraining(new int[] {1}, 0, 1, 1))
        .hasMessageContaining("at least 1 but was 0");
  }
}
