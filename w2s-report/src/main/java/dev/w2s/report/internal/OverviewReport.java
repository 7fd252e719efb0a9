package dev.w2s.report.internal;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.finding.Overview;
import dev.w2s.finding.Overview.PooledComparison;
import dev.w2s.finding.Overview.PooledMethod;
import dev.w2s.finding.PredictorCheck;
import dev.w2s.measure.Estimate;
import dev.w2s.report.internal.OverviewPage.Cell;
import dev.w2s.report.internal.OverviewPage.ComparisonRow;
import dev.w2s.report.internal.OverviewPage.PooledGroup;
import dev.w2s.report.internal.OverviewPage.PooledRow;
import dev.w2s.report.internal.OverviewPage.PredictorRow;
import dev.w2s.report.internal.OverviewPage.Row;
import dev.w2s.report.internal.OverviewPage.StudyRow;
import dev.w2s.report.internal.OverviewPage.TaskHead;
import dev.w2s.report.internal.figure.Figure;
import dev.w2s.report.internal.figure.OverviewFigures;
import dev.w2s.report.internal.figure.PageResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The report of several studies for people: one file that asks no server for anything.
public final class OverviewReport {
  private final Overview overview;

  private OverviewReport(Overview overview) {
    this.overview = overview;
  }

  /// The whole page.
  ///
  /// @param studyFile text of the study file
  public static String of(Overview overview, String studyFile) {
    return Pages.rendered("overview.jte", new OverviewReport(overview).page(studyFile));
  }

  private OverviewPage page(String studyFile) {
    List<Figure> figures = OverviewFigures.of(overview);
    return new OverviewPage(
        overview.name(),
        subtitle(),
        OverviewWords.answer(overview).stream().map(Pages::unbroken).toList(),
        PageResource.text("report.css"),
        taskHeads(),
        studies().map(study -> OverviewWords.models(overview, study)).toList(),
        rows(),
        OverviewWords.noGaps(overview).stream().map(Pages::unbroken).toList(),
        figures,
        Figure.script(figures),
        PageResource.drawing(),
        pooled(),
        overview.comparisons().stream().map(OverviewReport::comparison).toList(),
        overview.comparisons().stream().findFirst().map(PooledComparison::second).orElse(""),
        overview.predictors().stream().map(OverviewReport::predictor).toList(),
        OverviewWords.bound(overview),
        studies().map(OverviewReport::study).toList(),
        OverviewWords.protocol().stream().map(Pages::unbroken).toList(),
        studyFile);
  }

  private Stream<Findings> studies() {
    return overview.studies().stream();
  }

  private String subtitle() {
    return "%s · %s · %s · %s"
        .formatted(
            Words.counted(overview.studies().size(), "stud", "y", "ies"),
            Words.counted(overview.tasks().size(), "task"),
            Words.counted(overview.pairs().size(), "pair") + " of models",
            Words.counted(overview.methods().size(), "method"));
  }

  private List<TaskHead> taskHeads() {
    List<TaskHead> heads = new ArrayList<>();
    for (Findings study : overview.studies()) {
      String task = study.plan().study().task().name();
      if (!heads.isEmpty() && heads.getLast().name().equals(task)) {
        heads.add(new TaskHead(task, heads.removeLast().studies() + 1));
      } else {
        heads.add(new TaskHead(task, 1));
      }
    }
    return heads;
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("weak labels", "weak", studies().map(of -> accuracy(of.weak())).toList()));
    for (String method : overview.methods()) {
      rows.add(
          new Row(
              method,
              "student",
              studies().map(study -> student(Overview.student(study, method))).toList()));
    }
    rows.add(new Row("ceiling", "ceiling", studies().map(of -> accuracy(of.ceiling())).toList()));
    return rows;
  }

  private static Cell accuracy(Estimate of) {
    return new Cell(Words.percent(of.value()), Words.ends(of.interval()), "", "");
  }

  private static Cell student(Optional<StudentFinding> student) {
    if (student.isEmpty()) {
      return new Cell("", "", "", "");
    }
    List<String> recovery = Words.recovery(student.get().recovery());
    String verdict = verdict(student.get().gain());
    return new Cell(recovery.getFirst(), recovery.getLast(), verdict, mark(verdict));
  }

  private static String verdict(Estimate gain) {
    if (gain.interval().low() > 0) {
      return "better";
    }
    return gain.interval().high() < 0 ? "worse" : "unclear";
  }

  private static String mark(String verdict) {
    return verdict.equals("better") ? "▲ " : verdict.equals("worse") ? "▼ " : "";
  }

  private List<PooledGroup> pooled() {
    Map<String, List<PooledRow>> groups = new LinkedHashMap<>();
    for (PooledMethod of : overview.pooled()) {
      groups.computeIfAbsent(over(of), _ -> new ArrayList<>()).add(pooled(of));
    }
    return groups.entrySet().stream()
        .map(group -> new PooledGroup(group.getKey(), group.getValue()))
        .toList();
  }

  private static String over(PooledMethod of) {
    return Words.counted(of.result().gain().count(), "stud", "y", "ies")
        + of.pair().map(pair -> ": " + pair.weak() + " → " + pair.strong()).orElse(" together");
  }

  private static PooledRow pooled(PooledMethod of) {
    return new PooledRow(
        of.method(),
        Words.median(of.result().gain(), Words::points),
        Words.p(of.result().test().p()),
        Words.p(of.holm()),
        Words.pooledPgr(of.result()));
  }

  private static ComparisonRow comparison(PooledComparison pair) {
    return new ComparisonRow(
        pair.first(),
        Words.median(pair.difference(), Words::points),
        Words.p(pair.test().p()),
        Words.p(pair.holm()));
  }

  private static PredictorRow predictor(PredictorCheck check) {
    return new PredictorRow(
        Words.predictor(check.predictor()),
        Words.outcome(check.predictor().outcome()),
        check.predictor().rising() ? "positive" : "negative",
        check.correlation().map(Words::correlation).orElse("none: nothing varies"));
  }

  private static StudyRow study(Findings findings) {
    String name = findings.plan().study().name();
    return new StudyRow(
        name,
        name + "/report.html",
        Words.percent(findings.weak().value()) + " " + Words.ends(findings.weak().interval()),
        Words.percent(findings.ceiling().value()) + " " + Words.ends(findings.ceiling().interval()),
        Words.points(findings.gap().value()) + " " + Words.ends(findings.gap().interval()));
  }
}
