package dev.w2s.report;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.finding.Overview;
import dev.w2s.measure.Pooled;
import dev.w2s.report.internal.Grid;
import dev.w2s.report.internal.StudentCells;
import dev.w2s.report.internal.Words;
import java.util.ArrayList;
import java.util.List;

/// Several studies together: a line for each student, then each method that all of them have,
/// pooled over them.
public final class StudiesTable {
  private static final List<String> NAMES = List.of("study", "method");

  private final List<Findings> studies;

  private StudiesTable(List<Findings> studies) {
    this.studies = List.copyOf(studies);
  }

  /// The table, each line ended by `\n`.
  ///
  /// @param studies in the order they are shown, at least one
  public static String of(List<Findings> studies) {
    return new StudiesTable(studies).text();
  }

  private String text() {
    List<String> header = new ArrayList<>(NAMES);
    header.addAll(StudentCells.HEADER);
    Grid grid = Grid.of(NAMES.size(), header);
    for (Findings study : studies) {
      study.students().forEach(student -> grid.row(row(study, student)));
    }
    List<String> lines = new ArrayList<>(grid.lines());
    lines.add("");
    for (StudentFinding student : studies.getFirst().students()) {
      lines.add(pooled(student.method()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> row(Findings study, StudentFinding student) {
    List<String> cells = new ArrayList<>();
    cells.add(study.plan().study().name());
    cells.add(student.method());
    cells.addAll(StudentCells.of(study, student));
    return cells;
  }

  private String pooled(String method) {
    return Overview.pooled(studies, method)
        .map(pooled -> pooled(method, pooled))
        .orElse(method + ": not in every study, so not pooled.");
  }

  private static String pooled(String method, Pooled pooled) {
    return "%s over %d studies: median gain %s; Wilcoxon's signed ranks %s; median PGR %s."
        .formatted(
            method,
            pooled.gain().count(),
            Words.median(pooled.gain(), Words::points),
            Words.p(pooled.test().p()),
            Words.pooledPgr(pooled));
  }
}
