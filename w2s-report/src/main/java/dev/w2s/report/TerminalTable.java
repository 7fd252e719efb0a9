package dev.w2s.report;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.MethodComparison;
import dev.w2s.finding.Findings.RoleCalibration;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.Estimate;
import dev.w2s.report.internal.Grid;
import dev.w2s.report.internal.StudentCells;
import dev.w2s.report.internal.Words;
import dev.w2s.study.Study;
import java.util.ArrayList;
import java.util.List;

/// The table at the end of a study: plain text, at most 96 columns wide.
public final class TerminalTable {
  private static final int WIDTH = 96;
  private static final int NAME = 32;
  private static final List<String> HEADER =
      List.of("model", "accuracy", "95 %", "n", "PGR", "95 %");
  private static final List<String> SECOND =
      List.of("model", "ECE", "95 %", "weak right", "95 %", "weak wrong", "95 %");
  private static final int SHORT_NAME = 18;

  private final Findings findings;
  private final boolean bold;

  private TerminalTable(Findings findings, boolean bold) {
    this.findings = findings;
    this.bold = bold;
  }

  /// The table, each line ended by `\n`.
  ///
  /// @param bold whether headings are bold by ANSI codes; for terminals alone
  public static String of(Findings findings, boolean bold) {
    return new TerminalTable(findings, bold).text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append(strong(findings.plan().study().name())).append('\n');
    wrap(text, "", setting());
    wrap(text, "", models());
    text.append('\n');
    table(text);
    text.append('\n');
    wrap(text, "", gap());
    wrap(text, "", Words.answer(findings));
    text.append('\n');
    secondTable(text);
    text.append('\n');
    wrap(
        text,
        "",
        "ECE: expected calibration error. weak right, weak wrong: how often the student names the"
            + " weak label where it is right and where it is wrong.");
    comparisons().forEach(pair -> wrap(text, "", Words.compared(pair)));
    further(text);
    for (String note : findings.notes()) {
      wrap(text, "note: ", note);
    }
    return text.toString();
  }

  private String setting() {
    return "%s, %s, %s on %s"
        .formatted(
            findings.plan().study().task().name(),
            Words.counted(findings.weak().seeds(), "seed"),
            Words.counted(findings.testEvaluations(), "evaluation"),
            findings.further().isEmpty() ? "the test rows" : "the test rows and further sets");
  }

  private String models() {
    Study study = findings.plan().study();
    return "weak: %s; strong: %s".formatted(study.weak().source(), study.strong());
  }

  private String gap() {
    return "Gap (ceiling - weak): %s %s, paired by seed and row."
        .formatted(Words.points(findings.gap().value()), Words.ends(findings.gap().interval()));
  }

  private void table(StringBuilder text) {
    Grid grid = Grid.of(1, HEADER);
    grid.row(row("weak labels", findings.weak(), List.of("", "")));
    for (StudentFinding student : findings.students()) {
      List<String> recovery = Words.recovery(student.recovery());
      grid.row(row("student (" + student.method() + ")", student.accuracy(), recovery));
    }
    grid.row(row("ceiling", findings.ceiling(), List.of("", "")));
    lines(text, grid);
  }

  private void secondTable(StringBuilder text) {
    Grid grid = Grid.of(1, SECOND);
    for (RoleCalibration role : findings.calibrations()) {
      List<String> cells = new ArrayList<>();
      cells.add(shortened(name(role), SHORT_NAME));
      cells.add(Words.percent(role.calibration().error().value()));
      cells.add(Words.ends(role.calibration().error().interval()));
      cells.addAll(agreements(role));
      grid.row(cells);
    }
    lines(text, grid);
  }

  private void further(StringBuilder text) {
    if (!findings.further().isEmpty()) {
      text.append('\n');
      Grid grid = Grid.of(2, StudentCells.furtherHeader());
      StudentCells.further(findings).forEach(grid::row);
      lines(text, grid);
      text.append('\n');
    }
  }

  private static String name(RoleCalibration of) {
    return switch (of.role()) {
      case WEAK -> "weak labels";
      case STUDENT -> of.method();
      case CEILING -> "ceiling";
    };
  }

  private List<String> agreements(RoleCalibration of) {
    return findings.students().stream()
        .filter(student -> student.method().equals(of.method()))
        .findFirst()
        .map(TerminalTable::agreements)
        .orElse(List.of("", "", "", ""));
  }

  private static List<String> agreements(StudentFinding student) {
    List<String> cells = new ArrayList<>(Words.agreement(student.agreementWhereRight()));
    cells.addAll(Words.agreement(student.agreementWhereWrong()));
    return cells;
  }

  /// Every method against the first; the pairs among the others are in the files of the report.
  private List<MethodComparison> comparisons() {
    String first = findings.students().getFirst().method();
    return findings.comparisons().stream().filter(pair -> pair.second().equals(first)).toList();
  }

  private void lines(StringBuilder text, Grid grid) {
    List<String> lines = grid.lines();
    text.append(strong(lines.getFirst())).append('\n');
    lines.stream().skip(1).forEach(line -> text.append(line).append('\n'));
  }

  private static List<String> row(String name, Estimate accuracy, List<String> recovery) {
    List<String> cells = new ArrayList<>();
    cells.add(shortened(name, NAME));
    cells.add(Words.percent(accuracy.value()));
    cells.add(Words.ends(accuracy.interval()));
    cells.add(Words.count(accuracy.rows()));
    cells.addAll(recovery);
    return cells;
  }

  private static String shortened(String name, int length) {
    return name.length() <= length ? name : name.substring(0, length - 1) + "…";
  }

  private static void wrap(StringBuilder text, String lead, String words) {
    StringBuilder line = new StringBuilder(lead);
    for (String word : words.split(" ", -1)) {
      if (line.length() + word.length() > WIDTH && line.length() > lead.length()) {
        text.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
        line.repeat(' ', lead.length());
      }
      line.append(word).append(' ');
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private String strong(String line) {
    return bold ? "\u001b[1m" + line + "\u001b[0m" : line;
  }
}
