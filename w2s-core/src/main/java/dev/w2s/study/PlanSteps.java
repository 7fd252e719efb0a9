package dev.w2s.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The steps that were planned so far. Steps with the same key are planned once, under the title
/// they have first.
final class PlanSteps {
  private final SequencedMap<StepKey, PlannedStep> steps = new LinkedHashMap<>();

  /// Plans a step.
  StepKey add(String title, Step step) {
    StepKey key = StepKey.of(step);
    steps.putIfAbsent(key, new PlannedStep(key, step, step.needs(), title));
    return key;
  }

  /// Plans a step of one seed.
  StepKey add(Step.Data data, String what, Step step) {
    return add("seed " + data.seed() + ": " + what, step);
  }

  List<PlannedStep> all() {
    return List.copyOf(steps.values());
  }

  /// `, step 1 of 3` where the rows are those of one step of bootstrapping.
  static String at(Step.Data data) {
    return data.share()
        .map(share -> ", step %d of %d".formatted(share.index() + 1, share.of()))
        .orElse("");
  }
}
