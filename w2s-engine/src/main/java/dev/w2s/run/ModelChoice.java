package dev.w2s.run;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Suggestion;
import dev.w2s.study.Method;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// One of the models that a study trains.
///
/// @param role what it is in the study
/// @param method how the student learned; empty where the study has one method alone, or it is no
///   student
/// @param seed empty for the study's first
public record ModelChoice(Role role, Optional<String> method, OptionalLong seed) {
  /// What a model is in a study.
  public enum Role {
    STUDENT,
    CEILING,
    SUPERVISOR
  }

  public ModelChoice {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(seed, "seed");
    if (method.isPresent() && role != Role.STUDENT) {
      throw new IllegalArgumentException("only a student has a method");
    }
  }

  /// The training that the model comes from.
  ///
  /// @throws BadInputException where the study has no such model
  public PlannedStep training(Plan plan) {
    Plan.SeedRun run = run(plan);
    StepKey key =
        switch (role) {
          case STUDENT -> run.students().get(student(plan));
          case CEILING -> run.ceiling();
          case SUPERVISOR -> run.weak();
        };
    if (step(plan, key).step() instanceof Step.Evaluate test) {
      PlannedStep training = step(plan, test.of());
      if (training.step().keepsWeights() || training.step() instanceof Step.Probe) {
        return training;
      }
    }
    throw new BadInputException(
        "the study's weak labels are not those of one model, so that it has no supervisor to export");
  }

  /// The part of a plan that a step's result comes from, the step included.
  public static Plan upTo(PlannedStep last, Plan plan) {
    return upTo(Set.of(last.key()), plan);
  }

  /// The part of a plan that the results of some steps come from, these included.
  public static Plan upTo(Set<StepKey> last, Plan plan) {
    Set<StepKey> needed = new HashSet<>(last);
    // Each step comes after those it needs.
    for (PlannedStep step : plan.steps().reversed()) {
      if (needed.contains(step.key())) {
        needed.addAll(step.needs());
      }
    }
    return new Plan(
        plan.study(),
        plan.models(),
        plan.steps().stream().filter(step -> needed.contains(step.key())).toList(),
        List.of());
  }

  private Plan.SeedRun run(Plan plan) {
    long wanted = seed.orElse(plan.study().seeds().getFirst());
    return plan.runs().stream()
        .filter(run -> run.seed() == wanted)
        .findFirst()
        .orElseThrow(() ->
            new BadInputException(
                "the study has no seed " + wanted + "; it has " + plan.study().seeds()));
  }

  private int student(Plan plan) {
    List<String> names = plan.study().methods().stream().map(Method::name).toList();
    if (method.isEmpty() && names.size() > 1) {
      throw new BadInputException(
          "the study has a student for each of "
              + String.join(", ", names)
              + "; name one of these methods");
    }
    String name = method.orElse(names.getFirst());
    if (!names.contains(name)) {
      throw new BadInputException(
          "the study has no method '" + name + "'; " + Suggestion.of(name, names));
    }
    return names.indexOf(name);
  }

  private static PlannedStep step(Plan plan, StepKey key) {
    return plan.steps().stream()
        .filter(step -> step.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the plan lacks " + key));
  }
}
