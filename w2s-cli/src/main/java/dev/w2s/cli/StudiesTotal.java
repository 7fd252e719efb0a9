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
  private final Set<StepKey> all = new HashSet<>();
  private final Set<StepKey> toRun = new HashSet<>();
  private final List<PlannedStep> open = new ArrayList<>();
  private int studies;
  private Duration takes = Duration.ZERO;

  StudiesTotal(Store store) {
    this.store = store;
  }

  void add(Plan plan, Forecast forecast) {
    plan.steps().forEach(step -> all.add(step.key()));
    List<PlannedStep> own =
        new Agenda(plan, store).open().stream().filter(step -> toRun.add(step.key())).toList();
    open.addAll(own);
    takes = takes.plus(forecast.remaining(own));
    studies++;
  }

  String words() {
    return "%d studies together: %s".formatted(studies, StepCount.words(open, all.size(), takes));
  }
}
