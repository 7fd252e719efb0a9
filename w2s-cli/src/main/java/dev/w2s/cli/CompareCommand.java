package dev.w2s.cli;

import dev.w2s.finding.Findings;
import dev.w2s.model.Models;
import dev.w2s.report.StudiesTable;
import dev.w2s.run.Kept;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `w2s compare`.
@Command(
    name = "compare",
    description = {
      "Shows several finished studies together, from the store; computes nothing.",
      "Each method that all of them have is pooled over them."
    })
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TaskOptions taskOptions;
  @Mixin private StoreOptions storeOptions;
  @Mixin private ViewOptions viewOptions;

  @Parameters(arity = "2..*", paramLabel = "STUDY", description = "The study files, at least two.")
  private List<Path> files;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Store store = storeOptions.view();
    Models models = new Models(viewOptions.fetching(spec.commandLine().getErr()));
    List<Findings> studies = new ArrayList<>();
    for (Path file : files) {
      Plan plan =
          StudyOptions.plan(
              taskOptions.study(file, viewOptions.hub(spec.commandLine().getErr())), models);
      PowerCommand.requireFinished(plan, store);
      studies.add(Reporting.findings(plan, new Kept(store)));
    }
    out.print(StudiesTable.of(studies));
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
