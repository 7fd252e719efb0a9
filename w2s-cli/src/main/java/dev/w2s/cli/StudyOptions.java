package dev.w2s.cli;

import dev.w2s.data.Fingerprints;
import dev.w2s.hub.Hub;
import dev.w2s.model.Models;
import dev.w2s.study.Plan;
import dev.w2s.study.Planner;
import dev.w2s.study.StudyFile;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Which study.
final class StudyOptions {
  @Parameters(
      paramLabel = "STUDY",
      description = "The study file, such as examples/quickstart.yaml.")
  private Path file;

  @Mixin private TaskOptions taskOptions;

  /// @param hub where data sets come from that a task names
  StudyFile read(Hub hub) {
    return taskOptions.study(file, hub);
  }

  static Plan plan(StudyFile study, Models models) {
    return Planner.plan(study.study(), models, Fingerprints::of);
  }
}
