package dev.w2s.cli;

import dev.w2s.run.Agenda;
import dev.w2s.run.Forecast;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import java.io.PrintWriter;
import java.util.List;

/// What a dry run shows.
final class PlanView {
  private PlanView() {}

  static void print(Plan plan, Store store, Forecast forecast, PrintWriter screen) {
    List<PlannedStep> open = new Agenda(plan, store).open();
    Columns columns = Columns.of("step", "key", "", "");
    for (PlannedStep step : plan.steps()) {
      boolean toRun = open.contains(step);
      columns.row(
          step.title(),
          step.key().brief(),
          toRun ? "to run" : "kept",
          toRun ? "about " + Durations.words(forecast.of(step)) : "");
    }
    columns.print(screen);
    screen.println();
    screen.println(StepCount.words(open, plan.steps().size(), forecast.remaining(open)));
    screen.flush();
  }
}
