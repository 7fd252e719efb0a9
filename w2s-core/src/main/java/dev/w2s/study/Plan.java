package dev.w2s.study;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// All steps of a study, each after those it needs.
///
/// @param study the study
/// @param models the facts of its models
/// @param steps in an order in which they can be run
/// @param runs for each seed, which step holds which answer
public record Plan(
    Study study, Map<ModelSpec, ModelFacts> models, List<PlannedStep> steps, List<SeedRun> runs) {
  public Plan {
    Objects.requireNonNull(study, "study");
    models = Map.copyOf(models);
    steps = List.copyOf(steps);
    runs = List.copyOf(runs);
  }

  /// The steps of one seed that answer the test rows.
  ///
  /// @param seed the seed
  /// @param weak evaluation of the weak labels
  /// @param ceiling evaluation of the ceiling
  /// @param students evaluation of each student, in the order of the study's methods
  public record SeedRun(long seed, StepKey weak, StepKey ceiling, List<StepKey> students) {
    public SeedRun {
      students = List.copyOf(students);
    }
  }
}
