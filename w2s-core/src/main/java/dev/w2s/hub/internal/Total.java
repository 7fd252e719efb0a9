package dev.w2s.hub.internal;

import dev.w2s.hub.HubProgress;

/// Sums the bytes of files that are fetched side by side.
final class Total {
  private final HubProgress progress;
  private final String what;
  private final long bytes;
  private long done;

  Total(HubProgress progress, String what, long bytes) {
    this.progress = progress;
    this.what = what;
    this.bytes = bytes;
  }

  /// Counts bytes that came; negative where they have to come again.
  synchronized void add(long more) {
    done += more;
    if (more != 0) {
      progress.fetched(what, done, bytes);
    }
  }
}
