package dev.w2s.measure;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/// McNemar's exact test of two models on the same rows ("Note on the sampling error of the
/// difference between correlated proportions", Psychometrika 12, 1947): where they do not differ,
/// each row that one alone gets right is as likely the one's as the other's, and the counts are
/// binomial with 1/2.
///
/// Seeds answer the same rows. To pool `[seeds x rows]` answers would count one hard row as often
/// as there are seeds and find differences where there are none; a test for each seed would give as
/// many p as seeds. So every row has one vote, for the model that is right on it in more seeds, and
/// rows of equal counts have none: the sign test over rows, which is McNemar's own with one seed.
///
/// It speaks of these trained models on other rows, and not of other seeds: for methods see
/// [Resamples#pValue].
///
/// @param first rows for the first model
/// @param second rows for the second
/// @param p of two sides
public record McNemar(int first, int second, double p) {
  /// Tests one model against another.
  ///
  /// @param first outcomes of the first model
  /// @param second of the second, of the same seeds and rows
  public static McNemar of(Outcomes first, Outcomes second) {
    first.requireShape(second);
    int forFirst = 0;
    int forSecond = 0;
    for (int i = 0; i < first.rows(); i++) {
      int more = Integer.compare(first.count(i), second.count(i));
      forFirst += more > 0 ? 1 : 0;
      forSecond += more < 0 ? 1 : 0;
    }
    return new McNemar(forFirst, forSecond, p(forFirst, forSecond));
  }

  private static double p(int one, int other) {
    double tail =
        BinomialDistribution.of(one + other, .5).cumulativeProbability(Math.min(one, other));
    return Math.min(1, 2 * tail);
  }
}
