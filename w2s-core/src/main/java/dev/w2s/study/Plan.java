package dev.w2s.study;

import dev.w2s.study.internal.CanonicalStep;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
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

  /// What tells the task's own records from others: the hash of the bytes of their sources,
  /// whatever the task makes of them.
  public StepKey records() {
    int own = study.task().train().size() + study.task().test().size();
    return steps.stream()
        .map(PlannedStep::step)
        .filter(Step.MakeExamples.class::isInstance)
        .map(step -> ((Step.MakeExamples) step).fingerprints().subList(0, own))
        .map(bytes -> new StepKey(CanonicalStep.sha256(String.join("\n", bytes))))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a plan makes examples"));
  }

  /// The steps of one seed that are reported.
  ///
  /// @param seed the seed
  /// @param weak evaluation of the weak labels
  /// @param ceiling evaluation of the ceiling
  /// @param students evaluation of each student, in the order of the study's methods
  /// @param probes evaluations of linear probes; empty where the study asks for none
  /// @param shown evaluations of the strong model that is only shown labelled rows; empty where the
  ///   study asks for none
  /// @param bound what the representations say; empty where the study does not ask
  public record SeedRun(
      long seed,
      StepKey weak,
      StepKey ceiling,
      List<StepKey> students,
      Optional<Probes> probes,
      Optional<Shown> shown,
      Optional<StepKey> bound) {
    public SeedRun {
      students = List.copyOf(students);
      Objects.requireNonNull(probes, "probes");
      Objects.requireNonNull(shown, "shown");
      Objects.requireNonNull(bound, "bound");
    }

    /// A seed of a study without further analyses.
    public SeedRun(long seed, StepKey weak, StepKey ceiling, List<StepKey> students) {
      this(seed, weak, ceiling, students, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /// Evaluations of the strong model that is shown rows with gold labels, and the same with weak
  /// ones.
  public record Shown(StepKey gold, StepKey weak) {}

  /// Evaluations of linear probes on gold labels of the supervise half.
  ///
  /// @param before on features of the pretrained strong model
  /// @param after on features of the students, by method; a student that is a probe itself, or that
  ///   reads other texts, has none
  public record Probes(StepKey before, SequencedMap<String, StepKey> after) {
    public Probes {
      after = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(after));
    }
  }
}
