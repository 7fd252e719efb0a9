package dev.w2s.finding;

import dev.w2s.finding.Analyses.ChosenRates;
import dev.w2s.finding.Findings.Role;
import dev.w2s.store.FactNames;
import dev.w2s.study.Method;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads which learning rates were chosen.
final class ChosenRatesReader {
  private final Plan plan;
  private final Function<StepKey, Map<String, Double>> facts;
  private final Map<StepKey, Step> steps;

  ChosenRatesReader(Plan plan, Function<StepKey, Map<String, Double>> facts) {
    this.plan = plan;
    this.facts = facts;
    steps = plan.steps().stream().collect(Collectors.toMap(PlannedStep::key, PlannedStep::step));
  }

  /// Those of the students, in the study's order, then the ceiling's.
  List<ChosenRates> all() {
    List<ChosenRates> all = new ArrayList<>();
    List<Method> methods = plan.study().methods();
    for (int m = 0; m < methods.size(); m++) {
      int index = m;
      Method method = methods.get(m);
      List<Double> tried = method.recipe(plan.study().strongRecipe()).learningRates();
      rates(Role.STUDENT, method.name(), tried, run -> run.students().get(index))
          .ifPresent(all::add);
    }
    rates(Role.CEILING, "", plan.study().strongRecipe().learningRates(), Plan.SeedRun::ceiling)
        .ifPresent(all::add);
    return all;
  }

  private Optional<ChosenRates> rates(
      Role role, String method, List<Double> tried, Function<Plan.SeedRun, StepKey> test) {
    List<Double> chosen =
        plan.runs().stream().flatMap(run -> chosen(test.apply(run)).stream()).toList();
    return chosen.isEmpty()
        ? Optional.empty()
        : Optional.of(new ChosenRates(role, method, tried, chosen));
  }

  private Optional<Double> chosen(StepKey test) {
    return steps.get(test) instanceof Step.Evaluate evaluate
            && steps.get(evaluate.of()) instanceof Step.Choose
        ? Optional.of(
            Objects.requireNonNull(
                facts.apply(evaluate.of()).get(FactNames.LEARNING_RATE), "learning rate"))
        : Optional.empty();
  }
}
