package dev.w2s.report.internal;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.MethodComparison;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.finding.PredictorCheck.Outcome;
import dev.w2s.finding.PredictorCheck.Predictor;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Interval;
import dev.w2s.measure.Median;
import dev.w2s.measure.Pooled;
import dev.w2s.measure.RankCorrelation;
import dev.w2s.measure.Recovery;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// Numbers and sentences as people read them, the same in every form of a report.
public final class Words {
  private Words() {}

  /// `84.2 %`.
  public static String percent(double share) {
    return tenth(100 * share) + " %";
  }

  /// `[82.9, 85.4]`, of shares in percent or of differences in points.
  public static String ends(Interval interval) {
    return "[" + tenth(100 * interval.low()) + ", " + tenth(100 * interval.high()) + "]";
  }

  /// `14.2 points`.
  public static String points(double difference) {
    return tenth(100 * difference) + " points";
  }

  /// `56 %`: a PGR is never known to a tenth.
  public static String pgr(double value) {
    return whole(value) + " %";
  }

  /// `[43, 70]`.
  public static String pgrEnds(Interval interval) {
    return "[" + whole(interval.low()) + ", " + whole(interval.high()) + "]";
  }

  /// `p = 0.0042`.
  public static String p(double p) {
    return p < .0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
  }

  /// `confidence - naive: 3.0 points [1.2, 4.8], p = 0.0042`, with what the correction for many and
  /// the exact test over rows make of it.
  public static String compared(MethodComparison pair) {
    return "%s - %s: %s %s, %s, by Holm over all pairs %s; McNemar over rows %s."
        .formatted(
            pair.first(),
            pair.second(),
            points(pair.difference().value()),
            ends(pair.difference().interval()),
            p(pair.p()),
            p(pair.holm()),
            p(pair.mcNemar().p()));
  }

  /// `56 %` and `[43, 70]`, or `no gap`.
  public static List<String> recovery(Recovery recovery) {
    return switch (recovery) {
      case Recovered(Estimate pgr) -> List.of(pgr(pgr.value()), pgrEnds(pgr.interval()));
      case NoGap _ -> List.of("no gap", "");
    };
  }

  /// `97.1 %` and `[96.0, 98.2]`, or why there is no such number.
  public static List<String> agreement(Optional<Estimate> agreement) {
    return agreement
        .map(share -> List.of(percent(share.value()), ends(share.interval())))
        .orElse(List.of("no rows", ""));
  }

  /// `0.9 points (96.1 % interval -0.9 points to 3.1 points)`, or how many are too few.
  public static String median(Median median, DoubleFunction<String> words) {
    String interval =
        median
            .interval()
            .map(ends ->
                "(%s interval %s to %s)"
                    .formatted(
                        percent(ends.level()), words.apply(ends.low()), words.apply(ends.high())))
            .orElse("(%d are too few for an interval)".formatted(median.count()));
    return words.apply(median.value()) + " " + interval;
  }

  /// `0.084`.
  public static String thousandth(double value) {
    return unsignedZero(String.format(Locale.ROOT, "%.3f", value));
  }

  /// `0.54 [0.12, 0.80], 96 students of 6 tasks`, or how many tasks are too few for an interval.
  public static String correlation(RankCorrelation of) {
    String ends =
        of.interval()
            .map(interval ->
                "[%s, %s]".formatted(hundredth(interval.low()), hundredth(interval.high())))
            .orElse("(no interval)");
    return "%s %s, %s of %s"
        .formatted(
            hundredth(of.value()),
            ends,
            counted(of.cases(), "student"),
            counted(of.groups(), "task"));
  }

  private static String hundredth(double value) {
    return unsignedZero(String.format(Locale.ROOT, "%.2f", value));
  }

  /// `0.0001`.
  public static String rate(double learningRate) {
    return new BigDecimal(Double.toString(learningRate))
        .stripTrailingZeros()
        .toString()
        .replace("E", "e");
  }

  /// What is foretold, in words.
  public static String outcome(Outcome of) {
    return switch (of) {
      case GAIN -> "gain";
      case SHORTFALL -> "shortfall";
    };
  }

  /// What foretells it, in words.
  public static String predictor(Predictor of) {
    return switch (of) {
      case AGREEMENT -> "agreement";
      case MISFIT -> "misfit, squared";
      case DIVERGENCE -> "divergence, in nats";
      case BOUND -> "bound of the representations";
    };
  }

  /// `2,000`.
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `3 seeds`.
  public static String counted(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }

  /// `12 studies`, `1 study`.
  public static String counted(long number, String stem, String one, String more) {
    return count(number) + " " + stem + (number == 1 ? one : more);
  }

  /// The median PGR of several studies, with how many have none.
  public static String pooledPgr(Pooled pooled) {
    String value =
        pooled
            .pgr()
            .map(median -> median(median, Words::pgr))
            .orElse("unknown, no study has a gap");
    return pooled.noGap() == 0 || pooled.pgr().isEmpty()
        ? value
        : "%s, of %d of %d that have a gap"
            .formatted(value, pooled.pgr().get().count(), pooled.gain().count());
  }

  /// Why there is no gap to recover, the same for every student; empty where there is one.
  public static Optional<String> noGap(Findings findings) {
    return findings.students().stream()
        .map(StudentFinding::recovery)
        .filter(NoGap.class::isInstance)
        .map(recovery -> ((NoGap) recovery).reason())
        .findFirst();
  }

  /// The study's answer in one sentence.
  public static String answer(Findings findings) {
    return noGap(findings)
        .map(reason -> "There is no gap to recover: " + reason + ".")
        .orElseGet(() -> recovered(findings));
  }

  private static String recovered(Findings findings) {
    List<String> shares = new ArrayList<>();
    for (StudentFinding student : findings.students()) {
      if (student.recovery() instanceof Recovered(Estimate pgr)) {
        shares.add(
            "%s with %s (%s)"
                .formatted(pgr(pgr.value()), student.method(), pgrWords(pgr.interval())));
      }
    }
    return "Of the %s between the weak labels (%s) and the ceiling (%s), the student recovers %s."
        .formatted(
            points(findings.gap().value()),
            percent(findings.weak().value()),
            percent(findings.ceiling().value()),
            joined(shares));
  }

  private static String pgrWords(Interval interval) {
    return "%s %% interval %s to %s"
        .formatted(whole(interval.level()), whole(interval.low()), whole(interval.high()));
  }

  private static String joined(List<String> parts) {
    if (parts.size() < 2) {
      return String.join("", parts);
    }
    return String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }

  private static String tenth(double number) {
    return unsignedZero(String.format(Locale.ROOT, "%.1f", number));
  }

  private static String whole(double share) {
    return unsignedZero(String.format(Locale.ROOT, "%.0f", 100 * share));
  }

  private static String unsignedZero(String number) {
    return number.matches("-0(\\.0+)?") ? number.substring(1) : number;
  }
}
