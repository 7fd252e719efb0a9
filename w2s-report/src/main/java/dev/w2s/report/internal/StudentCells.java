package dev.w2s.report.internal;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.StudentFinding;
import java.util.ArrayList;
import java.util.List;

/// Cells of tables with a line for each student.
public final class StudentCells {
  /// Headings of [#of].
  public static final List<String> HEADER =
      List.of("weak", "student", "ceiling", "gain", "95 %", "PGR", "95 %");

  private StudentCells() {}

  /// Accuracies of the weak labels, the student and the ceiling, then gain and PGR with intervals.
  public static List<String> of(Findings study, StudentFinding student) {
    List<String> cells = new ArrayList<>();
    cells.add(Words.percent(study.weak().value()));
    cells.add(Words.percent(student.accuracy().value()));
    cells.add(Words.percent(study.ceiling().value()));
    cells.add(Words.points(student.gain().value()));
    cells.add(Words.ends(student.gain().interval()));
    cells.addAll(Words.recovery(student.recovery()));
    return cells;
  }

  /// Headings of [#further].
  public static List<String> furtherHeader() {
    List<String> header = new ArrayList<>(List.of("test set", "method", "n"));
    header.addAll(HEADER);
    return header;
  }

  /// A line for each further test set of a study and each student.
  public static List<List<String>> further(Findings study) {
    List<List<String>> lines = new ArrayList<>();
    study
        .further()
        .forEach((set, findings) ->
            findings.students().forEach(student -> lines.add(line(set, findings, student))));
    return lines;
  }

  private static List<String> line(String set, Findings findings, StudentFinding student) {
    List<String> cells = new ArrayList<>();
    cells.addAll(List.of(set, student.method(), Words.count(findings.weak().rows())));
    cells.addAll(of(findings, student));
    return cells;
  }
}
