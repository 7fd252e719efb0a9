package dev.w2s.run;

import dev.w2s.store.Claim;
import dev.w2s.study.PlannedStep;
import java.util.Map;

/// Carries out one step.
public interface StepRunner {
  /// Makes the step's files in [Claim#output()]; the results of all steps it needs are in the
  /// store.
  ///
  /// @param step the step
  /// @param claim held for it
  /// @param progress told how far it is
  /// @return small numbers about the result, part of it
  /// @throws dev.w2s.problem.CancelledException where the user interrupts
  Map<String, Double> run(PlannedStep step, Claim claim, StepProgress progress);
}
