package dev.w2s.run;

import dev.w2s.study.PlannedStep;
import java.util.List;

/// Told what an executor does.
public interface RunListener {
  /// Tells nobody.
  RunListener SILENT = new Silent();

  /// The steps that have to be run, in their order; the others are in the store.
  void planned(List<PlannedStep> open, int kept);

  /// A step begins.
  ///
  /// @return told how far the step is
  StepProgress begin(PlannedStep step);

  /// A step's result is committed.
  void end(PlannedStep step, double seconds);

  /// A step's result came from another process.
  void foundDone(PlannedStep step);

  /// All steps that could be run are being computed by other processes.
  void waiting(List<PlannedStep> held);

  /// See [#SILENT].
  record Silent() implements RunListener {
    @Override
    public void planned(List<PlannedStep> open, int kept) {}

    @Override
    public StepProgress begin(PlannedStep step) {
      return (done, total, detail) -> {};
    }

    @Override
    public void end(PlannedStep step, double seconds) {}

    @Override
    public void foundDone(PlannedStep step) {}

    @Override
    public void waiting(List<PlannedStep> held) {}
  }
}
