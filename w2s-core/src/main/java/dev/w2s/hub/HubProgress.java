package dev.w2s.hub;

/// Told how far a download is. Called by one thread at a time.
@FunctionalInterface
public interface HubProgress {
  /// Tells nobody.
  HubProgress SILENT = (what, done, total) -> {};

  /// Called from time to time while bytes come in.
  ///
  /// @param what the repository whose files are fetched
  /// @param done bytes so far, of all its files together
  /// @param total bytes in all
  void fetched(String what, long done, long total);
}
