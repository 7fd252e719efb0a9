package dev.w2s.cli;

import java.time.Duration;
import java.util.Locale;

/// How fast a step goes, in words. One thread uses it.
final class Pace {
  private final Duration rest;
  private final long start = System.nanoTime();
  private long first = -1;

  /// The pace of a step that begins now.
  ///
  /// @param rest how long the study will take once the step is done; zero where that is all
  Pace(Duration rest) {
    this.rest = rest;
  }

  /// Whether there is a rate: something was done since the first time that was told of.
  boolean isKnown(long done) {
    return first >= 0 && done > first;
  }

  /// `25 %, 11 s left, study 3 min 31 s left, 1158 rows/s, loss 0.412`; the most wanted first.
  String words(long done, long total, String detail) {
    // A training that goes on from a checkpoint begins in the middle: what was done before has no
    // part in its rate.
    first = first < 0 ? done : first;
    StringBuilder words = new StringBuilder(100 * done / Math.max(1, total) + " %");
    if (isKnown(done)) {
      double rowsPerSecond = (done - first) * 1e9 / Math.max(1, System.nanoTime() - start);
      Duration step = Duration.ofMillis(Math.round(1000 * (total - done) / rowsPerSecond));
      words.append(", " + Durations.words(step) + " left");
      if (!rest.isZero()) {
        words.append(", study " + Durations.words(step.plus(rest)) + " left");
      }
      words.append(String.format(Locale.ROOT, ", %.0f rows/s", rowsPerSecond));
    }
    return detail.isEmpty() ? words.toString() : words + ", " + detail;
  }
}
