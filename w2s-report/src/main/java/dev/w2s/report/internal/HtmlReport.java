package dev.w2s.report.internal;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.MethodComparison;
import dev.w2s.finding.Findings.SeedFinding;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.Estimate;
import dev.w2s.report.Background;
import dev.w2s.report.internal.Page.CalibrationRow;
import dev.w2s.report.internal.Page.ComparisonRow;
import dev.w2s.report.internal.Page.LedgerRow;
import dev.w2s.report.internal.Page.ModelRow;
import dev.w2s.report.internal.Page.SeedRow;
import dev.w2s.report.internal.figure.Figure;
import dev.w2s.report.internal.figure.PageResource;
import dev.w2s.report.internal.figure.StudyFigures;
import dev.w2s.study.Study;
import java.util.ArrayList;
import java.util.List;

/// The report for people: one file that asks no server for anything.
public final class HtmlReport {
  private final Findings findings;
  private final Study study;
  private final Background background;

  private HtmlReport(Findings findings, Background background) {
    this.findings = findings;
    this.study = findings.plan().study();
    this.background = background;
  }

  /// The whole page.
  public static String of(Findings findings, Background background) {
    return Pages.rendered("report.jte", new HtmlReport(findings, background).page());
  }

  private Page page() {
    Panels panels = new Panels(findings);
    List<Figure> figures = StudyFigures.of(findings);
    WrittenSheet written = WrittenSheet.of(findings);
    return new Page(
        study.name(),
        subtitle(),
        Pages.unbroken(Words.answer(findings)),
        PageResource.text("report.css") + written.style(),
        List.of(panels.accuracy(), panels.pgr()),
        models(),
        "%s %s"
            .formatted(Words.points(findings.gap().value()), Words.ends(findings.gap().interval())),
        StudentCells.furtherHeader(),
        StudentCells.further(findings),
        calibrations(),
        findings.comparisons().stream().map(HtmlReport::comparison).toList(),
        figures,
        Figure.script(figures),
        PageResource.drawing(),
        AnalysisSections.of(findings),
        DisputeRows.of(findings),
        written,
        findings.students().stream().map(StudentFinding::method).toList(),
        findings.seeds().stream().map(HtmlReport::seed).toList(),
        findings.notes().stream().map(Pages::unbroken).toList(),
        Protocol.of(findings).stream().map(Pages::unbroken).toList(),
        Words.count(findings.testEvaluations()),
        ledger(),
        background.explained(),
        background.studyFile(),
        background.provenance());
  }

  private String subtitle() {
    return "%s · %d classes · %s · %s"
        .formatted(
            study.task().name(),
            study.task().classes().size(),
            Words.counted(findings.weak().rows(), "test row"),
            Words.counted(findings.weak().seeds(), "seed"));
  }

  private List<ModelRow> models() {
    List<ModelRow> rows = new ArrayList<>();
    String strong = study.strong().toString();
    rows.add(model("weak labels", study.weak().source(), findings.weak(), ""));
    findings.students().forEach(student -> rows.add(student(student, strong)));
    rows.add(model("ceiling", strong, findings.ceiling(), gain(findings.gap())));
    return rows;
  }

  private static ModelRow model(String name, String what, Estimate accuracy, String gain) {
    String value = Words.percent(accuracy.value());
    String interval = Words.ends(accuracy.interval());
    return new ModelRow(
        name, what, value, interval, Words.count(accuracy.rows()), gain, "", "", "");
  }

  private static ModelRow student(StudentFinding student, String strong) {
    Estimate agreement = student.agreement();
    return new ModelRow(
        "student, " + student.method(),
        strong,
        Words.percent(student.accuracy().value()),
        Words.ends(student.accuracy().interval()),
        Words.count(student.accuracy().rows()),
        gain(student.gain()),
        Words.percent(agreement.value()) + " " + Words.ends(agreement.interval()),
        Words.recovery(student.recovery()).getFirst(),
        Words.recovery(student.recovery()).getLast());
  }

  private static String gain(Estimate gain) {
    String points = Words.points(gain.value()).replace(" points", "");
    return (gain.value() > 0 ? "+" : "") + points + " " + Words.ends(gain.interval());
  }

  private List<CalibrationRow> calibrations() {
    List<CalibrationRow> rows = new ArrayList<>();
    rows.add(calibration("weak labels", 0, List.of("", ""), List.of("", "")));
    for (StudentFinding student : findings.students()) {
      rows.add(
          calibration(
              "student, " + student.method(),
              rows.size(),
              Words.agreement(student.agreementWhereRight()),
              Words.agreement(student.agreementWhereWrong())));
    }
    rows.add(calibration("ceiling", rows.size(), List.of("", ""), List.of("", "")));
    return rows;
  }

  private CalibrationRow calibration(
      String name, int role, List<String> whereRight, List<String> whereWrong) {
    Estimate error = findings.calibrations().get(role).calibration().error();
    return new CalibrationRow(
        name,
        Words.percent(error.value()),
        Words.ends(error.interval()),
        whereRight.getFirst(),
        whereRight.getLast(),
        whereWrong.getFirst(),
        whereWrong.getLast());
  }

  private static ComparisonRow comparison(MethodComparison pair) {
    return new ComparisonRow(
        pair.first() + " - " + pair.second(),
        Words.points(pair.difference().value()),
        Words.ends(pair.difference().interval()),
        Words.p(pair.p()),
        Words.p(pair.holm()),
        Words.p(pair.mcNemar().p()));
  }

  private static SeedRow seed(SeedFinding seed) {
    List<String> accuracies = new ArrayList<>();
    accuracies.add(Words.percent(seed.weak()));
    seed.students().forEach(student -> accuracies.add(Words.percent(student)));
    accuracies.add(Words.percent(seed.ceiling()));
    return new SeedRow(Long.toString(seed.seed()), accuracies);
  }

  private List<LedgerRow> ledger() {
    return findings.ledger().stream()
        .map(look ->
            new LedgerRow(
                look.title() + (look.states() > 1 ? ", %d states".formatted(look.states()) : ""),
                background.finished().getOrDefault(look.step(), ""),
                look.step().brief()))
        .toList();
  }
}
