package dev.w2s.report.internal.figure;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.finding.Overview;
import dev.w2s.measure.Estimate;
import dev.w2s.report.internal.Words;
import dev.w2s.report.internal.figure.Figure.Choice;
import dev.w2s.report.internal.figure.Figure.Series;
import dev.w2s.study.Supervisor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Figures of several studies against the size of their models.
final class SizeFigures {
  private final Overview overview;
  private final OverviewNames names;

  SizeFigures(Overview overview) {
    this.overview = overview;
    names = new OverviewNames(overview);
  }

  Figure accuracy() {
    ArrayNode rows = StudyRows.none();
    Described words = new Described();
    for (Findings study : overview.studies()) {
      role(rows, words, study, "weak labels", study.weak());
      for (StudentFinding student : study.students()) {
        role(rows, words, study, student.method(), student.accuracy());
      }
      role(rows, words, study, "ceiling", study.ceiling());
    }
    List<Series> series = new ArrayList<>(List.of(new Series("weak labels", "weak")));
    series.addAll(names.methodSeries());
    series.add(new Series("ceiling", "ceiling"));
    return new Figure(
        "accuracy-by-size",
        "Accuracy against the size of the model",
        "A panel for each task. The dashed line is what the weak labels reach; the ceiling learned from gold labels. Bars are 95 % intervals over seeds and test rows. Weights are counted without embeddings.",
        Optional.of("task"),
        words.text(),
        series,
        Optional.of(names.twoMethods()),
        rows);
  }

  private void role(
      ArrayNode rows, Described words, Findings findings, String name, Estimate accuracy) {
    boolean weak = name.equals("weak labels");
    ObjectNode row = StudyRows.of(rows, findings);
    row.put("role", weak || name.equals("ceiling") ? name : "student");
    row.put("method", weak || name.equals("ceiling") ? "" : name);
    row.put("series", name);
    row.put("model", weak ? row.get("weak").asString() : row.get("strong").asString());
    row.remove("strong");
    if (weak) {
      weakParameters(row, findings);
    }
    row.put("accuracy", accuracy.value());
    StudyRows.ends(row, accuracy);
    words.add(
        findings.plan().study().task().name(),
        "%s (%s) %s %s"
            .formatted(
                name,
                row.get("model").asString(),
                Words.percent(accuracy.value()),
                Words.ends(accuracy.interval())));
  }

  private static void weakParameters(ObjectNode row, Findings findings) {
    switch (findings.plan().study().weak()) {
      case Supervisor.Trained trained -> StudyRows.parameters(row, findings, trained.model());
      case Supervisor.Boosted boosted ->
          StudyRows.parameters(row, findings, boosted.model().model());
      // Several have no one size.
      case Supervisor.Labels _, Supervisor.Several _, Supervisor.Simulated _ ->
          row.putNull("parameters");
    }
  }

  Figure pgr() {
    ArrayNode rows = StudyRows.none();
    Described words = new Described();
    for (Findings study : overview.studies()) {
      for (StudentFinding student : study.students()) {
        names.pgr(rows, words, study, student, study.plan().study().task().name());
      }
    }
    return new Figure(
        "pgr-by-size",
        "Performance gap recovered against the size of the student",
        "PGR = (student - weak) / (ceiling - weak), arXiv 2312.09390: 0 % is what the weak labels reach, 100 % the ceiling. A panel for each task that has a gap to recover. What lies beyond 150 % either way is cut; the data holds it.",
        Optional.of("task"),
        words.text(),
        names.methodSeries(),
        Optional.of(names.twoMethods()),
        rows);
  }

  Figure agreement() {
    ArrayNode rows = StudyRows.none();
    Described words = new Described();
    String shown = overview.methods().getFirst();
    for (Findings study : overview.studies()) {
      for (StudentFinding student : study.students()) {
        Map<String, Optional<Estimate>> shares = new LinkedHashMap<>();
        shares.put("all rows", Optional.of(student.agreement()));
        shares.put("where the weak labels are right", student.agreementWhereRight());
        shares.put("where the weak labels are wrong", student.agreementWhereWrong());
        shares.forEach((of, share) ->
            share.ifPresent(known -> agreement(rows, words, study, student, of, known)));
      }
    }
    return new Figure(
        "agreement-by-size",
        "Agreement of student and weak labels against the size of the student",
        "Share of test rows on which both name the same class: of all, of those where the weak labels are right, and of those where they are wrong, which are errors that were learned. A colour for each task.",
        Optional.of("of"),
        words.text(),
        names.taskSeries(),
        Optional.of(new Choice("method", false, overview.methods(), List.of(shown))),
        rows);
  }

  private static void agreement(
      ArrayNode rows,
      Described words,
      Findings study,
      StudentFinding student,
      String of,
      Estimate share) {
    ObjectNode row = StudyRows.of(rows, study);
    row.put("model", row.remove("strong").asString());
    row.put("method", student.method());
    row.put("series", row.get("task").asString());
    row.put("of", of);
    row.put("share", share.value());
    StudyRows.ends(row, share);
    words.add(
        of,
        "%s, %s (%s) %s"
            .formatted(
                row.get("task").asString(),
                student.method(),
                study.plan().study().strong(),
                Words.percent(share.value())));
  }
}
