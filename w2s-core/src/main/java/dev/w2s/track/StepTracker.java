package dev.w2s.track;

/// Told what the steps of one study measured: first those that were there, then each as it ends.
public interface StepTracker {
  /// A step has a result. A step that was told before, by an earlier run, is told again, and
  /// changes nothing.
  ///
  /// @throws dev.w2s.problem.W2sException where it cannot be written
  void track(TrackedStep step);
}
