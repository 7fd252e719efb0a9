package dev.w2s.train.internal;

import java.util.Arrays;

/// How many rows of a batch each class gets: its share of them, by largest remainder. Where
/// remainders are equal, no class is given more for its number alone: the classes contest the rows
/// that are left, at most one each, and the assignment decides by likelihood.
///
/// So a batch with fewer rows than there are classes, of equal shares, gets as many different
/// classes as it has rows, whichever are the likeliest together; with other shares, the commonest
/// classes get one row each.
///
/// @param sure rows that a class gets in any case, `[k]`
/// @param contests whether it may get one more, `[k]`
/// @param contested how many rows are contested
record Quotas(int[] sure, boolean[] contests, int contested) {
  /// The quotas of a batch.
  ///
  /// @param shares of the classes, not negative; only their proportions count
  static Quotas of(double[] shares, int rows) {
    double sum = Arrays.stream(shares).sum();
    int[] sure = new int[shares.length];
    double[] remainders = new double[shares.length];
    for (int c = 0; c < sure.length; c++) {
      double wanted = shares[c] / sum * rows;
      sure[c] = (int) wanted;
      remainders[c] = wanted - sure[c];
    }
    return withRest(sure, remainders, rows - Arrays.stream(sure).sum());
  }

  private static Quotas withRest(int[] sure, double[] remainders, int rest) {
    boolean[] contests = new boolean[sure.length];
    if (rest == 0) {
      return new Quotas(sure, contests, 0);
    }
    double[] sorted = remainders.clone();
    Arrays.sort(sorted);
    double least = sorted[sorted.length - rest];
    boolean tied = sorted[sorted.length - rest - 1] == least;
    int contested = rest;
    for (int c = 0; c < sure.length; c++) {
      contests[c] = tied && remainders[c] == least;
      if (remainders[c] >= least && !contests[c]) {
        sure[c]++;
        contested--;
      }
    }
    return new Quotas(sure, contests, contested);
  }
}
