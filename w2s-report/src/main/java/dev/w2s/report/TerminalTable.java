package dev.w2s.report;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Recovery;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
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
    for (String note : findings.notes()) {
      wrap(text, "note: ", note);
    }
    return text.toString();
  }

  private String setting() {
    return "%s, %s, %s on the test rows"
        .formatted(
            findings.plan().study().task().name(),
            Words.counted(findings.weak().seeds(), "seed"),
            Words.counted(findings.testEvaluations(), "evaluation"));
  }

  private String models() {
    Study study = findings.plan().study();
    return "weak: %s; strong: %s".formatted(Words.weakSource(study), study.strong());
  }

  private String gap() {
    return "Gap (ceiling - weak): %s %s, paired by seed and row."
        .formatted(Words.points(findings.gap().value()), Words.ends(findings.gap().interval()));
  }

  private void table(StringBuilder text) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    rows.add(row("weak labels", findings.weak(), List.of("", "")));
    for (StudentFinding student : findings.students()) {
      rows.add(
          row("student (" + student.method() + ")", student.accuracy(), cells(student.recovery())));
    }
    rows.add(row("ceiling", findings.ceiling(), List.of("", "")));
    int[] widths = widths(rows);
    for (List<String> row : rows) {
      String line = line(row, widths);
      text.append(row.equals(HEADER) ? strong(line) : line).append('\n');
    }
  }

  private static List<String> row(String name, Estimate accuracy, List<String> recovery) {
    List<String> cells = new ArrayList<>();
    cells.add(name.length() <= NAME ? name : name.substring(0, NAME - 1) + "…");
    cells.add(Words.percent(accuracy.value()));
    cells.add(Words.ends(accuracy.interval()));
    cells.add(Words.count(accuracy.rows()));
    cells.addAll(recovery);
    return cells;
  }

  private static List<String> cells(Recovery recovery) {
    return switch (recovery) {
      case Recovered(Estimate pgr) ->
          List.of(Words.pgr(pgr.value()), Words.pgrEnds(pgr.interval()));
      case NoGap _ -> List.of("no gap", "");
    };
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    return widths;
  }

  /// The first column flush left, numbers flush right.
  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(cells.getFirst());
    line.repeat(' ', widths[0] - line.length());
    for (int c = 1; c < widths.length; c++) {
      line.repeat(' ', 2 + widths[c] - cells.get(c).length()).append(cells.get(c));
    }
    return line.toString().stripTrailing();
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
