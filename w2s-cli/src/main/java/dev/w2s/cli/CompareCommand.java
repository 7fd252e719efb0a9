package dev.w2s.cli;

import dev.w2s.finding.Findings;
import dev.w2s.hub.Hub;
import dev.w2s.model.Models;
import dev.w2s.report.StudiesTable;
import dev.w2s.run.Kept;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.StudyFile;
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

  @Parameters(
      arity = "1..*",
      paramLabel = "STUDY",
      description = "Study files that hold at least two studies.")
  private List<Path> files;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Store store = storeOptions.view();
    Models models = new Models(viewOptions.fetching(spec.commandLine().getErr()));
    List<Findings> studies = new ArrayList<>();
    for (StudyFile file : studyFiles()) {
      Plan plan = StudyOptions.plan(file, models);
      PowerCommand.requireFinished(plan, store);
      studies.add(Reporting.findings(plan, new Kept(store)));
    }
    out.print(StudiesTable.of(studies));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private List<StudyFile> studyFiles() {
    Hub hub = viewOptions.hub(spec.commandLine().getErr());
    List<StudyFile> all =
        files.stream().flatMap(file -> taskOptions.studies(file, hub).stream()).toList();
    if (all.size() < 2) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "name at least two studies, or a file that holds several");
    }
    return all;
  }
}
