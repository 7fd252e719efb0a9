package dev.w2s.cli;

import dev.w2s.model.Models;
import dev.w2s.report.Pictures;
import dev.w2s.run.Kept;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.StudyFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `w2s report`.
@Command(
    name = "report",
    description = {
      "Writes the report of a finished study, from the store; computes nothing.",
      "A file of several studies has a report of all of them together, and one of each below it."
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StudyOptions studyOptions;
  @Mixin private StoreOptions storeOptions;
  @Mixin private ViewOptions viewOptions;
  @Mixin private PictureOptions pictureOptions;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the report is written (default: w2s-out/ and the study's name).")
  private @Nullable Path out;

  @Option(
      names = "--final",
      description = "With the numbers on the final rows, which run --final has opened.")
  private boolean finalRows;

  @Override
  public Integer call() {
    List<StudyFile> files = studyOptions.readAll(viewOptions.hub(spec.commandLine().getErr()));
    PrintWriter screen = spec.commandLine().getOut();
    Models models = new Models(viewOptions.fetching(spec.commandLine().getErr()));
    Store store = storeOptions.view();
    Kept kept = new Kept(store);
    List<Plan> plans =
        files.stream().map(file -> StudyOptions.plan(file, models, finalRows)).toList();
    plans.forEach(plan -> PowerCommand.requireFinished(plan, store));
    List<Reporting> studies = new ArrayList<>();
    try (Pictures pictures = pictureOptions.pictures()) {
      for (int i = 0; i < files.size(); i++) {
        Reporting study = new Reporting(files.get(i), plans.get(i), store, kept);
        study.write(Reporting.folder(out, files, files.get(i)), screen, pictures);
        studies.add(study);
      }
      Reporting.writeTogether(studies, Reporting.together(out, files), screen, pictures);
    }
    return CommandLine.ExitCode.OK;
  }
}
