package dev.w2s.run;

import dev.w2s.store.StepResult;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The steps of a plan that still have to be run: those without a result, and trainings whose
/// weights were released though a step still asks for them, or whose states the study asks for and
/// their result lacks.
public final class Agenda {
  private final Plan plan;
  private final Store store;
  private final Set<StepKey> wanted;
  private final SequencedMap<StepKey, PlannedStep> open = new LinkedHashMap<>();

  /// What a plan still lacks in a store.
  public Agenda(Plan plan, Store store) {
    this(plan, store, Set.of());
  }

  /// The same.
  ///
  /// @param wanted trainings whose weights are asked for beyond what the plan's steps need
  Agenda(Plan plan, Store store, Set<StepKey> wanted) {
    this.plan = plan;
    this.store = store;
    this.wanted = wanted;
    plan.steps().forEach(step -> open.put(step.key(), step));
    takeAvailable();
  }

  /// The open steps, in the order of the plan.
  public List<PlannedStep> open() {
    return List.copyOf(open.values());
  }

  /// The open steps whose needs are all there.
  List<PlannedStep> ready() {
    return open.values().stream()
        .filter(step -> step.needs().stream().noneMatch(open::containsKey))
        .toList();
  }

  /// Whether the step still has to be run.
  boolean isOpen(PlannedStep step) {
    return open.containsKey(step.key());
  }

  /// Closes the open steps that are in the store by now, and tells them in the order of the plan.
  List<PlannedStep> takeAvailable() {
    List<PlannedStep> available = new ArrayList<>();
    // From the end, so that a training sees which of the steps after it are open: its weights may
    // be released already because those are done.
    for (PlannedStep step : plan.steps().reversed()) {
      if (isOpen(step) && isAvailable(step)) {
        close(step);
        available.addFirst(step);
      }
    }
    return available;
  }

  /// The step has a result.
  void close(PlannedStep step) {
    open.remove(step.key());
  }

  /// Opens the trainings again that a step needs and whose weights were released meanwhile, by a
  /// process that runs another study on this store.
  ///
  /// @return whether there are any
  boolean reopenReleased(PlannedStep step) {
    List<PlannedStep> released =
        plan.steps().stream()
            .filter(other -> step.needs().contains(other.key()))
            .filter(this::isTraining)
            .filter(training -> !hasWeights(training))
            .toList();
    released.forEach(training -> open.putFirst(training.key(), training));
    return !released.isEmpty();
  }

  /// Releases the weights that nothing open asks for any more, or marks them as kept where the
  /// study wants that.
  void settleWeights() {
    plan.steps().stream().filter(this::isTraining).filter(this::hasWeights).forEach(this::settle);
  }

  private void settle(PlannedStep training) {
    if (plan.study().keepWeights()) {
      store.keep(training.key(), Artifact.WEIGHTS);
    } else if (!isAskedFor(training)) {
      store.release(training.key(), Artifact.WEIGHTS);
    }
  }

  private boolean isAvailable(PlannedStep step) {
    Optional<StepResult> result = store.find(step.key());
    boolean weightsWanted = isTraining(step) && (plan.study().keepWeights() || isAskedFor(step));
    return result.isPresent()
        && (!weightsWanted || hasWeights(step))
        && hasStates(step, result.get());
  }

  private static boolean hasStates(PlannedStep step, StepResult result) {
    return !(step.step() instanceof Step.Finetune training)
        || training.states() == 0
        || Files.exists(result.file(Artifact.states(training.states())));
  }

  private boolean isAskedFor(PlannedStep training) {
    return wanted.contains(training.key())
        || open.values().stream().anyMatch(step -> step.needs().contains(training.key()));
  }

  private boolean hasWeights(PlannedStep training) {
    return store
        .find(training.key())
        .map(result -> Files.exists(result.file(Artifact.WEIGHTS)))
        .orElse(false);
  }

  private boolean isTraining(PlannedStep step) {
    return step.step().keepsWeights();
  }
}
