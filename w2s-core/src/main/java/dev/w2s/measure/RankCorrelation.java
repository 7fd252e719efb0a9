package dev.w2s.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Spearman's rank correlation ("The Proof and Measurement of Association between Two Things",
/// American Journal of Psychology 15, 1904) of two numbers over cases that come in groups, such as
/// several methods on one task: Pearson's correlation of the ranks, equal values sharing their mean
/// rank.
///
/// Cases of one group are no independent witnesses, so the interval resamples whole groups (Davison
/// and Hinkley 1997, section 3.8), by percentiles. Groups are few, so it is rough.
///
/// @param value from -1 to 1
/// @param interval empty where there are fewer than 5 groups
/// @param cases how many
/// @param groups how many
public record RankCorrelation(double value, Optional<Interval> interval, int cases, int groups) {
  private static final int LEAST_GROUPS = 5;
  private static final int RESAMPLES = 2_000;

  /// Correlates two numbers.
  ///
  /// @param x of each case, finite
  /// @param y of each case, finite
  /// @param groups which group each case belongs to
  /// @return empty where there are fewer than three cases, or one number is the same for all
  public static Optional<RankCorrelation> of(double[] x, double[] y, List<String> groups) {
    if (x.length != y.length || x.length != groups.size()) {
      throw new IllegalArgumentException(
          "a correlation needs as many x, y and groups but has %d, %d and %d"
              .formatted(x.length, y.length, groups.size()));
    }
    double value = x.length < 3 ? Double.NaN : correlation(x, y);
    if (!Double.isFinite(value)) {
      return Optional.empty();
    }
    List<int[]> members = members(groups);
    Optional<Interval> interval =
        members.size() < LEAST_GROUPS ? Optional.empty() : Optional.of(interval(x, y, members));
    return Optional.of(new RankCorrelation(value, interval, x.length, members.size()));
  }

  private static List<int[]> members(List<String> groups) {
    Map<String, List<Integer>> byName = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      byName.computeIfAbsent(groups.get(i), _ -> new ArrayList<>()).add(i);
    }
    return byName.values().stream()
        .map(cases -> cases.stream().mapToInt(i -> i).toArray())
        .toList();
  }

  private static Interval interval(double[] x, double[] y, List<int[]> groups) {
    Draws draws = new Draws(Bootstrap.STANDARD.seed());
    double[] drawn = new double[RESAMPLES];
    for (int b = 0; b < RESAMPLES; b++) {
      int[] cases =
          IntStream.range(0, groups.size())
              .flatMap(_ -> Arrays.stream(groups.get(draws.index(groups.size()))))
              .toArray();
      double value = correlation(taken(x, cases), taken(y, cases));
      // A resample in which one number does not vary shows no correlation.
      drawn[b] = Double.isFinite(value) ? value : 0;
    }
    Arrays.sort(drawn);
    double level = Bootstrap.STANDARD.level();
    int tail = (int) Math.round(RESAMPLES * (1 - level) / 2);
    return new Interval(drawn[tail], drawn[RESAMPLES - 1 - tail], level);
  }

  private static double[] taken(double[] of, int[] cases) {
    return Arrays.stream(cases).mapToDouble(i -> of[i]).toArray();
  }

  /// NaN where one of the numbers does not vary.
  private static double correlation(double[] x, double[] y) {
    double[] a = ranks(x);
    double[] b = ranks(y);
    double mean = (x.length + 1) / 2.0;
    double products = 0;
    double squaresOfA = 0;
    double squaresOfB = 0;
    for (int i = 0; i < a.length; i++) {
      products += (a[i] - mean) * (b[i] - mean);
      squaresOfA += (a[i] - mean) * (a[i] - mean);
      squaresOfB += (b[i] - mean) * (b[i] - mean);
    }
    return products / Math.sqrt(squaresOfA * squaresOfB);
  }

  private static double[] ranks(double[] of) {
    double[] sorted = of.clone();
    Arrays.sort(sorted);
    double[] ranks = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      int first = Arrays.binarySearch(sorted, of[i]);
      int last = first;
      while (first > 0 && sorted[first - 1] == of[i]) {
        first--;
      }
      while (last < sorted.length - 1 && sorted[last + 1] == of[i]) {
        last++;
      }
      ranks[i] = (first + last) / 2.0 + 1;
    }
    return ranks;
  }
}
