package dev.w2s.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Wilcoxon's signed-rank test ("Individual Comparisons by Ranking Methods", Biometrics Bulletin 1,
/// 1945) of whether values lie about 0, as the gains of one method over several tasks.
///
/// Zeros are ranked with the others and then left out (Pratt, "Remarks on Zeros and Ties in the
/// Wilcoxon Signed Rank Procedures", JASA 54, 1959); values of equal size share their mean rank.
/// The distribution under no effect is exact for the ranks at hand, ties included: each is positive
/// or negative with 1/2.
///
/// @param values how many, zeros included
/// @param zeros how many are 0
/// @param positive W+, the sum of the ranks of positive values
/// @param p of two sides; 1 where all are 0
public record SignedRank(int values, int zeros, double positive, double p) {
  /// Tests values against 0.
  ///
  /// @param values finite, at least one
  public static SignedRank of(double[] values) {
    if (values.length == 0 || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "a signed-rank test needs numbers but has " + Arrays.toString(values));
    }
    int[] ranks = doubledRanks(values);
    int positive = 0;
    int zeros = 0;
    for (int i = 0; i < values.length; i++) {
      positive += values[i] > 0 ? ranks[i] : 0;
      zeros += values[i] == 0 ? 1 : 0;
      ranks[i] = values[i] == 0 ? 0 : ranks[i];
    }
    return new SignedRank(values.length, zeros, positive / 2.0, p(ranks, positive));
  }

  /// Twice the rank of each value's size, whole even where ranks are shared.
  private static int[] doubledRanks(double[] values) {
    List<Integer> order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.abs(values[i])))
            .toList();
    int[] ranks = new int[values.length];
    for (int from = 0; from < values.length; ) {
      int to = from + 1;
      while (to < values.length
          && Math.abs(values[order.get(to)]) == Math.abs(values[order.get(from)])) {
        to++;
      }
      for (int j = from; j < to; j++) {
        ranks[order.get(j)] = from + to + 1;
      }
      from = to;
    }
    return ranks;
  }

  /// Sums the probabilities of all rank sums at least as far out, one rank after the other.
  private static double p(int[] ranks, int positive) {
    double[] probability = new double[Arrays.stream(ranks).sum() + 1];
    probability[0] = 1;
    for (int rank : ranks) {
      for (int sum = probability.length - 1; rank > 0 && sum >= 0; sum--) {
        double without = probability[sum];
        double with = sum >= rank ? probability[sum - rank] : 0;
        probability[sum] = (without + with) / 2;
      }
    }
    double below = Arrays.stream(probability, 0, positive + 1).sum();
    double above = Arrays.stream(probability, positive, probability.length).sum();
    return Math.min(1, 2 * Math.min(below, above));
  }
}
