package dev.w2s.cli;

import java.time.Duration;

/// Durations in words short enough for a progress line.
final class Durations {
  private Durations() {}

  /// `45 s`, `3 min 20 s`, `2 h 5 min`.
  static String words(Duration duration) {
    long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}
