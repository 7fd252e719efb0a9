package dev.w2s.run;

/// Told how far one step is.
@FunctionalInterface
public interface StepProgress {
  /// So much is done.
  ///
  /// @param done rows gone through, over all epochs
  /// @param total rows there are, over all epochs
  /// @param detail in a few words, e.g. `loss 0.412`; may be empty
  void at(long done, long total, String detail);
}
