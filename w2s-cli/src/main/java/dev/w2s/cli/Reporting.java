package dev.w2s.cli;

import dev.w2s.data.Example;
import dev.w2s.finding.Findings;
import dev.w2s.finding.KeptAnswers;
import dev.w2s.finding.Overview;
import dev.w2s.problem.IoFailure;
import dev.w2s.report.Background;
import dev.w2s.report.Fact;
import dev.w2s.report.Pictures;
import dev.w2s.report.Reports;
import dev.w2s.report.StudiesTable;
import dev.w2s.report.TerminalTable;
import dev.w2s.report.Written;
import dev.w2s.run.Kept;
import dev.w2s.store.StepResult;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.StepKey;
import dev.w2s.study.StudyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a finished study says, computed from the store.
final class Reporting {
  private final StudyFile file;
  private final Plan plan;
  private final Store store;
  private final Findings findings;

  Reporting(StudyFile file, Plan plan, Store store, Kept kept) {
    this.file = file;
    this.plan = plan;
    this.store = store;
    this.findings = findings(plan, kept);
  }

  /// What a finished study says.
  static Findings findings(Plan plan, Kept kept) {
    List<Example> test = kept.test(plan);
    return Findings.of(
            plan,
            new KeptAnswers(kept::predictions, kept::states, kept::validation, kept::facts),
            test,
            kept.furtherTests(plan))
        .withWritten(kept::answers, test);
  }

  /// The rows that every model of a study was scored on.
  static List<Example> test(Plan plan, Kept kept) {
    return kept.test(plan);
  }

  /// Prints the table.
  void print(PrintWriter screen) {
    screen.println();
    screen.print(TerminalTable.of(findings, ViewOptions.isTerminal()));
    screen.flush();
  }

  /// Writes the files of the report.
  void write(Path folder, PrintWriter screen, Pictures pictures) {
    Background background =
        new Background(text(file.path()), file.explain(plan.models()), provenance(), finished());
    print(Reports.write(findings, background, folder, pictures), screen);
  }

  private static void print(Written written, PrintWriter screen) {
    screen.println("report: " + written.html());
    written.warnings().forEach(warning -> screen.println("warning: " + warning));
    screen.flush();
  }

  /// Prints the table of several studies; nothing where there are fewer than two.
  static void printTogether(List<Reporting> studies, PrintWriter screen) {
    if (studies.size() > 1) {
      screen.println();
      screen.print(StudiesTable.of(findings(studies)));
      screen.flush();
    }
  }

  /// Writes the report of several studies of a file together; nothing where there are fewer than
  /// two.
  static void writeTogether(
      List<Reporting> studies, Path folder, PrintWriter screen, Pictures pictures) {
    if (studies.size() > 1) {
      StudyFile file = studies.getFirst().file;
      Overview overview = Overview.of(file.name(), findings(studies));
      print(Reports.write(overview, text(file.path()), folder, pictures), screen);
    }
  }

  private static List<Findings> findings(List<Reporting> studies) {
    return studies.stream().map(study -> study.findings).toList();
  }

  /// Where the report of a study goes.
  ///
  /// @param out where the user wants it; null for `w2s-out/` and the name
  /// @param files the studies that are reported together, each in a folder below that of all
  static Path folder(@Nullable Path out, List<StudyFile> files, StudyFile file) {
    String name = file.study().name();
    return files.size() == 1 ? root(out, name) : together(out, files).resolve(name);
  }

  /// Where the report of several studies of a file together goes.
  ///
  /// @param out where the user wants it; null for `w2s-out/` and the file's own name
  static Path together(@Nullable Path out, List<StudyFile> files) {
    return root(out, files.getFirst().name());
  }

  private static Path root(@Nullable Path out, String name) {
    return out == null ? Path.of("w2s-out", name) : out;
  }

  // What is the same for all steps once, and then each step.
  private List<Fact> provenance() {
    List<Fact> facts = new ArrayList<>();
    for (String name : Provenance.NAMES) {
      List<String> values =
          beside()
              .map(p -> p.getOrDefault(name, ""))
              .filter(value -> !value.isEmpty())
              .distinct()
              .sorted()
              .toList();
      if (!values.isEmpty()) {
        facts.add(new Fact(name, String.join("; ", values)));
      }
    }
    for (PlannedStep step : plan.steps()) {
      String seconds = beside(step).getOrDefault("seconds", "?");
      facts.add(new Fact(step.title(), "%s s, step %s".formatted(seconds, step.key().brief())));
    }
    return facts;
  }

  private Map<StepKey, String> finished() {
    Map<StepKey, String> times = new HashMap<>();
    for (PlannedStep step : plan.steps()) {
      String time = beside(step).get("finished");
      if (time != null) {
        times.put(step.key(), time);
      }
    }
    return times;
  }

  private Stream<Map<String, String>> beside() {
    return plan.steps().stream().map(this::beside);
  }

  private Map<String, String> beside(PlannedStep step) {
    return store.find(step.key()).map(StepResult::provenance).orElse(Map.of());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }
}
