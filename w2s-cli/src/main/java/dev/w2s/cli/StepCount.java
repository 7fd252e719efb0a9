package dev.w2s.cli;

import dev.w2s.study.PlannedStep;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;

/// How much of a plan is to be done, in a line.
final class StepCount {
  private StepCount() {}

  /// `39 of 40 steps to run, 9 of them trainings, about 2 min`.
  ///
  /// @param open steps that are to be run
  /// @param all how many steps there are
  /// @param takes how long the open ones will take
  static String words(Collection<PlannedStep> open, int all, Duration takes) {
    if (open.isEmpty()) {
      return String.format(Locale.ROOT, "all %,d steps are in the store; nothing to compute", all);
    }
    long trainings = open.stream().filter(step -> step.step().trains()).count();
    return String.format(
        Locale.ROOT,
        "%,d of %,d steps to run%s, about %s",
        open.size(),
        all,
        trainings(trainings),
        Durations.words(takes));
  }

  private static String trainings(long count) {
    if (count == 0) {
      return "";
    }
    return count == 1
        ? ", 1 of them a training"
        : String.format(Locale.ROOT, ", %,d of them trainings", count);
  }
}
