package dev.w2s.cli;

import dev.w2s.data.TestSet;
import dev.w2s.problem.BadInputException;
import dev.w2s.run.ForwardingListener;
import dev.w2s.run.RunListener;
import dev.w2s.run.StepProgress;
import dev.w2s.store.Seal;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Opens the rows that studies sealed, when the first model is about to be scored on them. The
/// studies of one file open them together: whoever adds one, or changes one, after the final
/// numbers were seen has another plan, and is refused.
final class FinalRows {
  private final String name;
  private final String fingerprint;
  private final Store store;

  /// @param name what their file calls the studies
  /// @param plans with evaluations on the final rows
  /// @throws BadInputException where another plan opened those of one of them
  FinalRows(String name, List<Plan> plans, Store store) {
    this.name = name;
    this.fingerprint = Plan.fingerprint(plans);
    this.store = store;
    plans.stream()
        .map(Plan::records)
        .distinct()
        .forEach(records -> store.seal(records).ifPresent(this::requireOurs));
  }

  private void requireOurs(Seal seal) {
    if (!seal.plan().equals(fingerprint)) {
      throw new BadInputException(
          "the final rows are opened once, and were for %s at %s, with other methods, models, seeds or settings than now; what is chosen after that look has no unseen rows left here"
              .formatted(seal.study(), seal.opened()));
    }
  }

  /// Seals a plan's records before the first evaluation on their final rows.
  ///
  /// @param next told all there is to hear
  RunListener opening(Plan plan, RunListener next) {
    return new Opening(plan.records(), next);
  }

  private final class Opening extends ForwardingListener {
    private final StepKey records;

    Opening(StepKey records, RunListener next) {
      super(next);
      this.records = records;
    }

    @Override
    public StepProgress begin(PlannedStep step) {
      if (looks(step.step())) {
        requireOurs(
            store.open(
                records,
                new Seal(name, fingerprint, Instant.now().truncatedTo(ChronoUnit.SECONDS))));
      }
      return super.begin(step);
    }

    private static boolean looks(Step step) {
      return (step instanceof Step.Evaluate evaluation && isFinal(evaluation.data()))
          || (step instanceof Step.Embed features && isFinal(features.data()));
    }

    private static boolean isFinal(Step.Data data) {
      return data.test().filter(TestSet.FINAL::equals).isPresent();
    }
  }
}
