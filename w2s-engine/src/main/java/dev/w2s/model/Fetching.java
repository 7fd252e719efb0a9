package dev.w2s.model;

/// Told how far the download of a model is.
@FunctionalInterface
public interface Fetching {
  /// Tells nobody.
  Fetching SILENT = (what, done, total) -> {};

  /// Called from time to time while bytes come in.
  ///
  /// @param what the file that is fetched, or the repository of the hub whose files are
  /// @param done bytes so far
  /// @param total bytes in all; -1 where the server did not say
  void fetched(String what, long done, long total);
}
