package dev.w2s.cli;

import dev.w2s.problem.BadInputException;
import dev.w2s.store.Seal;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.StepKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Opens the rows that studies sealed. The studies of one file open them together: whoever adds
/// one, or changes one, after the final numbers were seen has another plan, and is refused.
final class FinalRows {
  private FinalRows() {}

  /// Seals the examples of all plans.
  ///
  /// @param name what their file calls them
  /// @param plans with evaluations on the final rows
  /// @throws BadInputException where another plan opened those of one of them
  static void open(String name, List<Plan> plans, Store store) {
    String fingerprint = Plan.fingerprint(plans);
    List<StepKey> examples = plans.stream().map(Plan::examples).distinct().toList();
    examples.forEach(key -> requireClosed(key, fingerprint, store));
    for (StepKey key : examples) {
      if (!store.open(key, new Seal(name, fingerprint, Instant.now()))) {
        throw opened(store.seal(key));
      }
    }
  }

  private static void requireClosed(StepKey examples, String fingerprint, Store store) {
    Optional<Seal> seal = store.seal(examples);
    if (seal.isPresent() && !seal.get().plan().equals(fingerprint)) {
      throw opened(seal);
    }
  }

  private static BadInputException opened(Optional<Seal> seal) {
    return new BadInputException(
        "the final rows are opened once, and were%s, with other methods, models, seeds or settings than now; what is chosen after that look has no unseen rows left here"
            .formatted(
                seal.map(before -> " for " + before.study() + " at " + before.opened())
                    .orElse(" by another run just now")));
  }
}
