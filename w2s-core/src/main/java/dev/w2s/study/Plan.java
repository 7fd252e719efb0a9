package dev.w2s.study;

import dev.w2s.study.internal.CanonicalStep;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// All steps of a study, each after those it needs.
///
/// @param study the study
/// @param models the facts of its models
/// @param steps in an order in which they can be run
/// @param runs for each seed, which step holds which answer
/// @param further the same for each further test set of the study, by its name, and for its sealed
///   rows where they are opened
public record Plan(
    Study study,
    Map<ModelSpec, ModelFacts> models,
    List<PlannedStep> steps,
    List<SeedRun> runs,
    Map<String, List<SeedRun>> further) {
  public Plan {
    Objects.requireNonNull(study, "study");
    models = Map.copyOf(models);
    steps = List.copyOf(steps);
    runs = List.copyOf(runs);
    further = Map.copyOf(further);
  }

  /// A plan of a study without further test sets.
  public Plan(
      Study study, Map<ModelSpec, ModelFacts> models, List<PlannedStep> steps, List<SeedRun> runs) {
    this(study, models, steps, runs, Map.of());
  }

  /// The plan as it were if a further test set were the task's own.
  public Plan on(String test) {
    return new Plan(study, models, steps, Objects.requireNonNull(further.get(test), test));
  }

  /// What tells some plans from others: the keys of all their steps, hashed.
  public static String fingerprint(List<Plan> plans) {
    return CanonicalStep.sha256(
        plans.stream()
            .flatMap(plan -> plan.steps().stream())
            .map(step -> step.key().hex())
            .distinct()
            .sorted()
            .collect(Collectors.joining("\n")));
  }

  /// The step that makes the examples.
  public StepKey examples() {
    return steps.stream()
        .filter(step -> step.step() instanceof Step.MakeExamples)
        .map(PlannedStep::key)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a plan makes examples"));
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
