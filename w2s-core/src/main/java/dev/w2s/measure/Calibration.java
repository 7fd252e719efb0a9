package dev.w2s.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Whether a model is right as often as it says.
///
/// Expected calibration error: `sum over bins of (answers in it / n) |accuracy - mean confidence|`
/// (Guo et al., arXiv 1706.04599, equation 3), confidence being the probability of the class that
/// is named. Bins hold equally many answers (Nguyen and O'Connor, arXiv 1508.05154), at least 20,
/// because most answers of a finetuned model lie in one bin of equal width; answers of equal
/// confidence stay together. Each seed is a model of its own: the error is taken within seeds, then
/// their mean.
///
/// A bin's accuracy is known only so well, and what is not known looks like error: the value is too
/// large, in a bin by nothing where its gap is wide, and by `sqrt(2/pi)` standard errors where it
/// has none, the mean size of a normal variable. The interval is that of the mean gap with the sign
/// that each bin has, resampled over seeds and rows, and its lower end is moved by the most that
/// the value can be too large. So it holds the truth at least as often as it says, and a lower end
/// above 0 is an error that is there.
///
/// @param error expected calibration error, the mean over the seeds
/// @param bins the reliability curve, over all seeds together, from unsure to sure
public record Calibration(Estimate error, List<Bin> bins) {
  /// At most so many bins.
  public static final int BINS = 10;

  /// At least so many answers in one.
  private static final int LEAST = 20;

  private static final double BIAS = Math.sqrt(2 / Math.PI);

  public Calibration {
    bins = List.copyOf(bins);
  }

  /// Answers of like confidence.
  ///
  /// @param answers how many, over all seeds
  /// @param confidence their mean probability of the class that is named
  /// @param accuracy share of them that is right
  public record Bin(int answers, double confidence, double accuracy) {}

  /// Measures one role of a study, with an interval of the level of [Bootstrap#STANDARD].
  ///
  /// @param confidence probability of the class that is named, one array `[rows]` for each seed
  /// @param right whether that class is right, of the same seeds and rows
  public static Calibration of(List<float[]> confidence, Outcomes right) {
    return of(new Bootstrap(1_000, Bootstrap.STANDARD.seed(), .95), confidence, right);
  }

  static Calibration of(Bootstrap bootstrap, List<float[]> confidence, Outcomes right) {
    requireShape(confidence, right);
    double[][] gaps = new double[right.seeds()][right.rows()]; // signed by their bins
    double bias = 0;
    double error = 0;
    List<Answer> all = new ArrayList<>();
    for (int s = 0; s < gaps.length; s++) {
      List<Answer> answers = answers(s, confidence.get(s), right);
      all.addAll(answers);
      for (List<Answer> bin : cut(answers)) {
        double gap = mean(bin);
        bin.forEach(answer -> gaps[answer.seed()][answer.row()] = Math.signum(gap) * answer.gap());
        error += Math.abs(gap) * bin.size() / right.rows() / right.seeds();
        bias += BIAS * standardError(bin) * bin.size() / right.rows() / right.seeds();
      }
    }
    Interval interval = around(error, bias, SeedMeans.interval(bootstrap, gaps));
    return new Calibration(
        new Estimate(error, interval, right.rows(), right.seeds()),
        cut(all).stream().map(Calibration::bin).toList());
  }

  private static Interval around(double error, double bias, Interval ofGaps) {
    return new Interval(
        Math.clamp(ofGaps.low() - bias, 0, error),
        Math.clamp(ofGaps.high(), error, 1),
        ofGaps.level());
  }

  /// What was said of one row in one seed.
  private record Answer(int seed, int row, float confidence, boolean right) {
    double gap() {
      return confidence - (right ? 1 : 0);
    }
  }

  private static List<Answer> answers(int seed, float[] confidence, Outcomes right) {
    return IntStream.range(0, confidence.length)
        .mapToObj(i -> new Answer(seed, i, confidence[i], right.right(seed, i)))
        .toList();
  }

  /// From unsure to sure. A bin ends where it has its share, and the next answer is surer.
  private static List<List<Answer>> cut(List<Answer> answers) {
    List<Answer> sorted =
        answers.stream().sorted(Comparator.comparingDouble(Answer::confidence)).toList();
    int n = sorted.size();
    int wished = Math.clamp(n / LEAST, 1, BINS);
    List<List<Answer>> bins = new ArrayList<>();
    int from = 0;
    for (int j = 1; j < n; j++) {
      long done = (long) from * wished / n; // bins that would be full before this one
      boolean full = (long) j * wished >= (done + 1) * n;
      if (full && sorted.get(j).confidence() != sorted.get(j - 1).confidence()) {
        bins.add(sorted.subList(from, j));
        from = j;
      }
    }
    bins.add(sorted.subList(from, n));
    return bins;
  }

  private static Bin bin(List<Answer> bin) {
    double sure = bin.stream().mapToDouble(Answer::confidence).average().orElseThrow();
    return new Bin(
        bin.size(), sure, (double) bin.stream().filter(Answer::right).count() / bin.size());
  }

  private static double mean(List<Answer> bin) {
    return bin.stream().mapToDouble(Answer::gap).average().orElseThrow();
  }

  /// Of a bin's mean gap; as wide as can be where one answer shows no spread.
  private static double standardError(List<Answer> bin) {
    int n = bin.size();
    if (n == 1) {
      return .5;
    }
    double mean = mean(bin);
    double squares = bin.stream().mapToDouble(a -> Math.pow(a.gap() - mean, 2)).sum();
    return Math.sqrt(squares / (n - 1) / n);
  }

  private static void requireShape(List<float[]> confidence, Outcomes right) {
    if (confidence.size() != right.seeds()) {
      throw new IllegalArgumentException(
          "confidence must have %d seeds but has %d".formatted(right.seeds(), confidence.size()));
    }
    for (float[] seed : confidence) {
      if (seed.length != right.rows()) {
        throw new IllegalArgumentException(
            "confidence must have %d rows but has %d".formatted(right.rows(), seed.length));
      }
    }
  }
}
