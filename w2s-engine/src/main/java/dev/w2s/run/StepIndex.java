package dev.w2s.run;

import dev.w2s.study.Plan;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The steps of a plan by their keys.
final class StepIndex {
  private final Map<StepKey, Step> steps = new HashMap<>();

  StepIndex(Plan plan) {
    plan.steps().forEach(planned -> steps.put(planned.key(), planned.step()));
  }

  /// The step of a key.
  ///
  /// @throws IllegalArgumentException where the plan has none
  Step of(StepKey key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("the plan lacks " + key));
  }

  /// The step of a key; empty where the plan has none.
  Optional<Step> find(StepKey key) {
    return Optional.ofNullable(steps.get(key));
  }

  /// The finetuning that a step's weights come from: itself, or the first of those that it chooses
  /// from, which have the same settings, but for the learning rate. Empty where it is neither, or
  /// not in the plan.
  Optional<Step.Finetune> finetuning(StepKey key) {
    Step step = steps.get(key);
    if (step instanceof Step.Choose choice) {
      return finetuning(choice.trainings().getFirst());
    }
    return step instanceof Step.Finetune training ? Optional.of(training) : Optional.empty();
  }
}
