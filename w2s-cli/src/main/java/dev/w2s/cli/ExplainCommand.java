package dev.w2s.cli;

import dev.w2s.model.Models;
import dev.w2s.study.StudyFile;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `w2s explain`.
@Command(
    name = "explain",
    description = {
      "Prints a study file with every default written out and every key explained.",
      "A file of several studies is printed as one file for each."
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions studyOptions;
  @Mixin private ViewOptions viewOptions;

  @Override
  public Integer call() {
    List<StudyFile> files = studyOptions.readAll(viewOptions.hub(spec.commandLine().getErr()));
    Models models = new Models(viewOptions.fetching(spec.commandLine().getErr()));
    PrintWriter out = spec.commandLine().getOut();
    boolean first = true;
    for (StudyFile file : files) {
      // A document of its own for each: together they are one YAML stream.
      out.print(first ? "" : "---\n");
      out.print(file.explain(StudyOptions.plan(file, models).models()));
      first = false;
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
