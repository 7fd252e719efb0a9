package dev.w2s.cli;

import dev.w2s.model.Models;
import dev.w2s.run.Agenda;
import dev.w2s.run.Kept;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.StudyFile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `w2s show`.
@Command(
    name = "show",
    description = "Shows what a study found, from the store; computes nothing and writes nothing.")
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions studyOptions;
  @Mixin private StoreOptions storeOptions;
  @Mixin private ViewOptions viewOptions;

  @Override
  public Integer call() {
    List<StudyFile> files = studyOptions.readAll(viewOptions.hub(spec.commandLine().getErr()));
    PrintWriter out = spec.commandLine().getOut();
    Models models = new Models(viewOptions.fetching(spec.commandLine().getErr()));
    Store store = storeOptions.view();
    Kept kept = new Kept(store);
    List<Reporting> finished = new ArrayList<>();
    for (StudyFile file : files) {
      Plan plan = StudyOptions.plan(file, models);
      List<PlannedStep> open = new Agenda(plan, store).open();
      if (open.isEmpty()) {
        Reporting reporting = new Reporting(file, plan, store, kept);
        reporting.print(out);
        finished.add(reporting);
      } else {
        out.printf(
            "%snot finished: %d of %d steps are still to run, first '%s'; w2s run goes on with them%n",
            files.size() > 1 ? plan.study().name() + ": " : "",
            open.size(),
            plan.steps().size(),
            open.getFirst().title());
        out.flush();
      }
    }
    Reporting.printTogether(finished, out);
    return CommandLine.ExitCode.OK;
  }
}
