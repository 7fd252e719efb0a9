package dev.w2s.train.internal;

import java.util.Arrays;

/// Predictions turned into hard labels, such that the classes of a batch come in given shares:
/// without that, a model that trusts itself collapses into one class.
///
/// For two classes this is a threshold, exactly as published. For more it is what that threshold
/// does for two: of all ways to give each class its share of the batch, the one with the largest
/// total log probability ([Assignment]). A threshold on the log odds of two classes gives the same,
/// since `sum_i log p_i` is largest where the rows with the largest odds are positive.
///
/// Dividing by the batch's mean prediction before the largest is taken (distribution alignment,
/// arXiv 1911.09785), which stood here before, moves shares towards the prior without reaching it:
/// a model that has nearly collapsed stays nearly collapsed, and two classes were another rule than
/// three. What exact shares cost is that a batch of 32 rows over 25 classes holds each once or
/// twice, whatever the rows are; the weight a says how much that counts.
final class Hardening {
  private Hardening() {}

  /// Shares are equal, as in the paper: for two classes, the half of the batch with the larger
  /// `f(x)` is positive. The threshold is the median log odds, in place of the median probability,
  /// which orders rows alike and does not saturate. Of an odd number of rows the middle one is
  /// negative.
  static double[][] equalClasses(double[][] logits, double[][] labels) {
    int classes = logits[0].length;
    if (classes == 2) {
      return aboveMedian(logits);
    }
    double[] shares = new double[classes];
    Arrays.fill(shares, 1.0 / classes);
    return assigned(logits, shares);
  }

  /// Shares are those of the batch's mean weak label, as in OpenAI's public code: for two classes,
  /// `h_0 = [p_0 >= t]` where t is the quantile of `p_0` at the mean of `w_1`.
  static double[][] likeMeanLabel(double[][] logits, double[][] labels) {
    double[] shares = columnMeans(labels);
    return shares.length == 2 ? aboveQuantile(logits, shares[1]) : assigned(logits, shares);
  }

  /// All weight on the largest, the first of equals, `[k]`.
  static double[] largest(double[] scores) {
    double[] hardened = new double[scores.length];
    hardened[argMax(scores)] = 1;
    return hardened;
  }

  /// Which is the largest, the first of equals.
  static int argMax(double[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }

  private static double[][] aboveMedian(double[][] logits) {
    double[] odds = new double[logits.length];
    for (int i = 0; i < odds.length; i++) {
      odds[i] = logits[i][1] - logits[i][0];
    }
    double threshold = quantile(odds, 0.5);
    double[][] hardened = new double[odds.length][2];
    for (int i = 0; i < odds.length; i++) {
      hardened[i][odds[i] > threshold ? 1 : 0] = 1;
    }
    return hardened;
  }

  private static double[][] aboveQuantile(double[][] logits, double share) {
    double[] first = new double[logits.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = Softmax.of(logits[i])[0];
    }
    double threshold = quantile(first, share);
    double[][] hardened = new double[first.length][2];
    for (int i = 0; i < first.length; i++) {
      hardened[i][first[i] >= threshold ? 0 : 1] = 1;
    }
    return hardened;
  }

  private static double[][] assigned(double[][] logits, double[] shares) {
    int[] classes = Assignment.of(logits, Quotas.of(shares, logits.length));
    double[][] hardened = new double[logits.length][shares.length];
    for (int i = 0; i < hardened.length; i++) {
      hardened[i][classes[i]] = 1;
    }
    return hardened;
  }

  /// The q-quantile with linear interpolation between the two nearest values.
  static double quantile(double[] values, double q) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double rank = Math.clamp(q, 0, 1) * (sorted.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }

  private static double[] columnMeans(double[][] rows) {
    double[] means = new double[rows[0].length];
    for (double[] row : rows) {
      for (int c = 0; c < means.length; c++) {
        means[c] += row[c] / rows.length;
      }
    }
    return means;
  }
}
