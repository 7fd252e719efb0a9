package dev.w2s.cli;

import dev.w2s.run.Agenda;
import dev.w2s.run.Forecast;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.StepKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How much several studies are to do together: a step that some of them share counts once, as it
/// is run.
final class StudiesTotal {
  private final Store store;
  private final Set<StepKey> seen = new HashSet<>();
  private final List<PlannedStep> open = new ArrayList<>();
  private int studies;
  private Duration takes = Duration.ZERO;

  StudiesTotal(Store store) {
    this.store = store;
  }

  void add(Plan plan, Forecast forecast) {
    Set<PlannedStep> toRun = new HashSet<>(new Agenda(plan, store).open());
    List<PlannedStep> own =
        plan.steps().stream().filter(step -> seen.add(step.key())).filter(toRun::contains).toList();
    open.addAll(own);
    takes = takes.plus(forecast.remaining(own));
    studies++;
  }

  String words() {
    return "%d studies together: %s".formatted(studies, StepCount.words(open, seen.size(), takes));
  }
}
