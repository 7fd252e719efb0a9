package dev.w2s.run;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.store.Claim;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Runs the steps of a plan that have no result yet, one at a time: a single step already uses all
/// cores. Several processes may run plans on one store; each takes the steps that no other holds.
public final class Executor {
  private static final Duration POLL = Duration.ofMillis(300);

  private final Store store;
  private final StepRunner runner;
  private final Supplier<Map<String, String>> provenance;
  private final RunListener listener;
  private final BooleanSupplier cancelled;

  /// An executor of one process.
  ///
  /// @param store where results are kept
  /// @param runner carries out steps
  /// @param provenance what is written beside each result: versions, device, threads
  /// @param listener told what happens
  /// @param cancelled asked between steps whether to stop
  public Executor(
      Store store,
      StepRunner runner,
      Supplier<Map<String, String>> provenance,
      RunListener listener,
      BooleanSupplier cancelled) {
    this.store = store;
    this.runner = runner;
    this.provenance = provenance;
    this.listener = listener;
    this.cancelled = cancelled;
  }

  /// Returns when every step of the plan has a result.
  ///
  /// @throws CancelledException where the user interrupts; what was finished is kept
  public void run(Plan plan) {
    run(plan, Set.of());
  }

  /// The same; the weights of some trainings are in the store, too, when it returns.
  ///
  /// @param wanted trainings of the plan
  public void run(Plan plan, Set<StepKey> wanted) {
    Agenda agenda = new Agenda(plan, store, wanted);
    agenda.settleWeights();
    plan.steps().stream()
        .filter(step -> !agenda.isOpen(step))
        .forEach(step -> store.tidy(step.key()));
    listener.planned(agenda.open(), plan.steps().size() - agenda.open().size());
    boolean waited = false;
    while (!agenda.open().isEmpty()) {
      List<PlannedStep> ready = agenda.ready();
      boolean moved = ready.stream().anyMatch(step -> advance(agenda, step));
      if (!moved && !waited) {
        listener.waiting(ready);
      }
      waited = !moved;
      if (waited) {
        pause();
      }
    }
  }

  // False where another process holds the step.
  private boolean advance(Agenda agenda, PlannedStep step) {
    if (cancelled.getAsBoolean()) {
      throw new CancelledException();
    }
    Optional<Claim> claim = store.claim(step.key());
    if (claim.isEmpty()) {
      return false;
    }
    try (Claim held = claim.get()) {
      // Looked for under the claim: from here on no other process runs the step.
      agenda.takeAvailable().forEach(listener::foundDone);
      if (agenda.isOpen(step) && carriedOut(agenda, step, held)) {
        agenda.close(step);
      }
      agenda.settleWeights();
      return true;
    }
  }

  private boolean carriedOut(Agenda agenda, PlannedStep step, Claim claim) {
    try {
      carryOut(step, claim);
      return true;
    } catch (BadInputException e) {
      if (agenda.reopenReleased(step)) {
        return false;
      }
      throw e;
    }
  }

  private void carryOut(PlannedStep step, Claim claim) {
    Instant start = Instant.now();
    Map<String, Double> facts = runner.run(step, claim, listener.begin(step));
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
    Map<String, String> beside = new TreeMap<>(provenance.get());
    beside.put("title", step.title());
    beside.put("finished", Instant.now().toString());
    beside.put("seconds", Double.toString(seconds));
    claim.commit(facts, beside);
    listener.end(step, seconds);
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
  }
}
