package dev.w2s.train.internal;

import java.util.Arrays;

/// Predictions turned into hard labels, such that the classes of a batch come in given shares:
/// without that, a model that trusts itself collapses into one class.
///
/// For two classes this is a threshold, exactly as published. For more, where nothing is published,
/// probabilities are divided by the batch's mean prediction and multiplied by the wanted shares
/// before the largest is taken (distribution alignment, ReMixMatch, arXiv 1911.09785, section 3.1).
/// Exact counts per class would be no better there: a batch of 32 rows over 25 classes rightly
/// holds some class three times and some not at all.
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
    return aligned(logits, shares);
  }

  /// Shares are those of the batch's mean weak label, as in OpenAI's public code: for two classes,
  /// `h_0 = [p_0 >= t]` where t is the quantile of `p_0` at the mean of `w_1`.
  static double[][] likeMeanLabel(double[][] logits, double[][] labels) {
    double[] shares = columnMeans(labels);
    return shares.length == 2 ? aboveQuantile(logits, shares[1]) : aligned(logits, shares);
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

  private static double[][] aligned(double[][] logits, double[] shares) {
    double[][] probabilities = Softmax.ofRows(logits);
    double[] means = columnMeans(probabilities);
    double[][] hardened = new double[logits.length][shares.length];
    for (int i = 0; i < hardened.length; i++) {
      hardened[i][largest(probabilities[i], means, shares)] = 1;
    }
    return hardened;
  }

  private static int largest(double[] probabilities, double[] means, double[] shares) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < shares.length; c++) {
      // A class that no row gives any probability has a mean of 0, and is nobody's prediction.
      double score = means[c] == 0 ? 0 : probabilities[c] / means[c] * shares[c];
      if (score > highest) {
        best = c;
        highest = score;
      }
    }
    return best;
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
