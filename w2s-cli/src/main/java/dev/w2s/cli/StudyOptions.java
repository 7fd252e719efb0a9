package dev.w2s.cli;

import dev.w2s.data.Fingerprints;
import dev.w2s.hub.Hub;
import dev.w2s.model.Models;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.problem.Suggestion;
import dev.w2s.study.Plan;
import dev.w2s.study.Planner;
import dev.w2s.study.StudyFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which study.
final class StudyOptions {
  @Parameters(
      paramLabel = "STUDY",
      description = "The study file, such as examples/quickstart.yaml.")
  private Path file;

  @Option(
      names = "--study",
      paramLabel = "NAME",
      description = "One of the file's studies, where it names several tasks or models.")
  private @Nullable String name;

  @Mixin private TaskOptions taskOptions;

  /// The study of the file, or that of its studies that is named.
  ///
  /// @param hub where data sets come from that a task names
  StudyFile read(Hub hub) {
    return single(file, readAll(hub), name);
  }

  /// All studies of the file, or the one that is named.
  ///
  /// @param hub where data sets come from that their tasks name
  List<StudyFile> readAll(Hub hub) {
    List<StudyFile> all = taskOptions.studies(file, hub);
    return name == null ? all : List.of(named(file, all, name));
  }

  /// The study of a file, or that of its studies that is named.
  ///
  /// @param all the studies of the file
  /// @param name null where the user names none: the file must then hold one alone
  static StudyFile single(Path file, List<StudyFile> all, @Nullable String name) {
    return name == null ? StudyFile.single(file, all) : named(file, all, name);
  }

  private static StudyFile named(Path file, List<StudyFile> all, String wanted) {
    return all.stream()
        .filter(one -> one.study().name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> {
          List<String> names = all.stream().map(one -> one.study().name()).toList();
          return new BadInputException(
              Problem.in(
                  file,
                  "there is no study '%s' here; %s"
                      .formatted(wanted, Suggestion.of(wanted, names))));
        });
  }

  static Plan plan(StudyFile study, Models models) {
    return Planner.plan(study.study(), models, Fingerprints::of);
  }

  /// The same, with evaluations on the final rows where they are opened.
  static Plan plan(StudyFile study, Models models, boolean finalRows) {
    return finalRows
        ? Planner.planFinal(study.study(), models, Fingerprints::of)
        : plan(study, models);
  }
}
