package dev.w2s.report.internal;

import dev.w2s.finding.Analyses.Dispute;
import dev.w2s.finding.Findings;
import dev.w2s.report.internal.Page.DisputeGroup;
import dev.w2s.report.internal.Page.DisputeRow;
import java.util.List;

/// Rows on which students and weak labels differ most, as people read them.
final class DisputeRows {
  /// Longer texts are cut: they are there to get an idea.
  private static final int LONGEST = 500;

  private DisputeRows() {}

  /// Those of every method that has any; none where written answers are there to be read, for these
  /// say more than that one of two is right.
  static List<DisputeGroup> of(Findings findings) {
    if (!findings.analyses().written().isEmpty()) {
      return List.of();
    }
    List<String> classes = findings.plan().study().task().classes();
    return findings.students().stream()
        .map(student -> group(student.method(), rows(findings, student.method(), classes)))
        .filter(group -> !group.rows().isEmpty())
        .toList();
  }

  private static DisputeGroup group(String method, List<DisputeRow> rows) {
    return new DisputeGroup(method + ": " + Words.counted(rows.size(), "row"), rows);
  }

  private static List<DisputeRow> rows(Findings findings, String method, List<String> classes) {
    return findings.analyses().disputes().stream()
        .filter(dispute -> dispute.method().equals(method))
        .map(dispute -> row(dispute, classes))
        .toList();
  }

  private static DisputeRow row(Dispute dispute, List<String> classes) {
    return new DisputeRow(
        dispute.id(),
        dispute.texts().stream().map(DisputeRows::shortened).toList(),
        classes.get(dispute.gold()),
        sure(classes.get(dispute.weak()), dispute.weakProbability()),
        sure(classes.get(dispute.student()), dispute.studentProbability()),
        dispute.studentRight() ? "student" : "weak labels");
  }

  private static String sure(String name, double probability) {
    return name + " " + Words.percent(probability);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
