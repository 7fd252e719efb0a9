package dev.w2s.measure;

import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Performance gap recovered, arXiv 2312.09390 section 3: `(student - weak) / (ceiling - weak)`,
/// each an accuracy over all seeds and rows. A ratio over a gap that is noise means nothing, so it
/// is given only where there is a gap.
public final class Pgr {
  private Pgr() {}

  /// With the intervals of [Bootstrap#STANDARD].
  ///
  /// @param classes k
  public static Recovery of(Outcomes weak, Outcomes student, Outcomes ceiling, int classes) {
    return of(
        Bootstrap.STANDARD.of(List.of(weak, student, ceiling)), weak, student, ceiling, classes);
  }

  /// There is no gap where
  /// - the supervisor is at chance: its interval reaches 1/k or below, so that its labels may hold
  ///   nothing to learn from;
  /// - the test is saturated: the supervisor's interval ends less than one row below 1;
  /// - the interval of `ceiling - weak` holds 0 or lies below it.
  ///
  /// @param resamples of all three, together with any others
  /// @param classes k
  public static Recovery of(
      Resamples resamples, Outcomes weak, Outcomes student, Outcomes ceiling, int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes must be at least 2 but were " + classes);
    }
    Estimate supervisor = resamples.accuracy(weak);
    Estimate gap = resamples.difference(ceiling, weak);
    return reason(supervisor, gap, classes)
        .<Recovery>map(NoGap::new)
        .orElseGet(() -> new Recovered(resamples.ratio(student, ceiling, weak)));
  }

  private static Optional<String> reason(Estimate weak, Estimate gap, int classes) {
    if (weak.interval().low() <= 1.0 / classes) {
      return Optional.of(
          "the weak labels are not better than chance (%s; chance is %s)"
              .formatted(share(weak), percent(1.0 / classes)));
    }
    if (weak.interval().high() > 1 - 1.0 / weak.rows()) {
      return Optional.of(
          "the test is saturated: the weak labels (%s) leave less than one row of room"
              .formatted(share(weak)));
    }
    if (gap.interval().high() < 0) {
      return Optional.of(
          "the ceiling is worse than the weak labels, by %s".formatted(points(gap, -1)));
    }
    if (gap.interval().contains(0)) {
      return Optional.of("ceiling - weak is %s, which may be 0".formatted(points(gap, 1)));
    }
    return Optional.empty();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String share(Estimate of) {
    return "%s, interval %s to %s on %s"
        .formatted(
            percent(of.value()),
            percent(of.interval().low()),
            percent(of.interval().high()),
            size(of));
  }

  /// In points, with the sign turned where it is told as a loss.
  private static String points(Estimate of, int sign) {
    double one = 100 * sign * of.interval().low();
    double other = 100 * sign * of.interval().high();
    return String.format(
        Locale.ROOT,
        "%.1f points, interval %.1f to %.1f on %s",
        100 * sign * of.value(),
        Math.min(one, other),
        Math.max(one, other),
        size(of));
  }

  private static String size(Estimate of) {
    return String.format(
        Locale.ROOT, "%,d rows, %d %s", of.rows(), of.seeds(), of.seeds() == 1 ? "seed" : "seeds");
  }
}
