package dev.w2s.report.internal;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.SeedFinding;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Recovery;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Numbers for spreadsheets: of every study one row for each seed and role, then one for each role
/// over all seeds, with intervals; then the same for its further test sets, which `test_set` names.
public final class ResultsCsv {
  static final List<String> HEADER =
      List.of(
          "study",
          "task",
          "seed",
          "role",
          "method",
          "rows",
          "seeds",
          "level",
          "accuracy",
          "accuracy_low",
          "accuracy_high",
          "above_weak",
          "above_weak_low",
          "above_weak_high",
          "agreement",
          "agreement_low",
          "agreement_high",
          "pgr",
          "pgr_low",
          "pgr_high",
          "no_gap",
          "ece",
          "ece_low",
          "ece_high",
          "agreement_weak_right",
          "agreement_weak_right_low",
          "agreement_weak_right_high",
          "agreement_weak_wrong",
          "agreement_weak_wrong_low",
          "agreement_weak_wrong_high",
          "weak",
          "strong",
          "test_set");
  private static final List<String> NONE = List.of("", "", "");

  private final Findings findings;
  private final String set;
  private final CsvText text;

  private ResultsCsv(Findings findings, String set, CsvText text) {
    this.findings = findings;
    this.set = set;
    this.text = text;
  }

  /// The whole file of some studies, one after the other, lines ended by CR LF.
  public static String of(List<Findings> studies) {
    CsvText text = new CsvText();
    text.line(HEADER);
    for (Findings study : studies) {
      new ResultsCsv(study, "", text).write();
      study.further().forEach((set, on) -> new ResultsCsv(on, set, text).write());
    }
    return text.toString();
  }

  private void write() {
    findings.seeds().forEach(this::seed);
    List<String> weak = pooled("weak", "", findings.weak(), NONE, NONE, none(""));
    calibrated(weak, 0, NONE, NONE);
    IntStream.range(0, findings.students().size()).forEach(this::student);
    List<String> ceiling =
        pooled("ceiling", "", findings.ceiling(), cells(findings.gap()), NONE, none(""));
    calibrated(ceiling, findings.students().size() + 1, NONE, NONE);
  }

  private void seed(SeedFinding seed) {
    single(seed, "weak", "", seed.weak());
    for (int m = 0; m < seed.students().size(); m++) {
      single(seed, "student", findings.students().get(m).method(), seed.students().get(m));
    }
    single(seed, "ceiling", "", seed.ceiling());
  }

  private void single(SeedFinding seed, String role, String method, double accuracy) {
    List<String> cells = start(Long.toString(seed.seed()), role, method, 1);
    cells.addAll(List.of("", Double.toString(accuracy), "", ""));
    cells.addAll(NONE);
    cells.addAll(NONE);
    cells.addAll(none(""));
    cells.addAll(NONE);
    cells.addAll(NONE);
    cells.addAll(NONE);
    line(cells);
  }

  private void student(int index) {
    StudentFinding student = findings.students().get(index);
    List<String> cells =
        pooled(
            "student",
            student.method(),
            student.accuracy(),
            cells(student.gain()),
            cells(student.agreement()),
            cells(student.recovery()));
    calibrated(
        cells,
        index + 1,
        cells(student.agreementWhereRight()),
        cells(student.agreementWhereWrong()));
  }

  private void calibrated(
      List<String> cells, int role, List<String> whereRight, List<String> whereWrong) {
    cells.addAll(cells(findings.calibrations().get(role).calibration().error()));
    cells.addAll(whereRight);
    cells.addAll(whereWrong);
    line(cells);
  }

  private List<String> pooled(
      String role,
      String method,
      Estimate accuracy,
      List<String> aboveWeak,
      List<String> agreement,
      List<String> recovery) {
    List<String> cells = start("all", role, method, accuracy.seeds());
    cells.add(Double.toString(accuracy.interval().level()));
    cells.addAll(cells(accuracy));
    cells.addAll(aboveWeak);
    cells.addAll(agreement);
    cells.addAll(recovery);
    return cells;
  }

  private List<String> start(String seed, String role, String method, int seeds) {
    return new ArrayList<>(
        List.of(
            findings.plan().study().name(),
            findings.plan().study().task().name(),
            seed,
            role,
            method,
            Integer.toString(findings.weak().rows()),
            Integer.toString(seeds)));
  }

  private static List<String> cells(Estimate of) {
    return List.of(
        Double.toString(of.value()),
        Double.toString(of.interval().low()),
        Double.toString(of.interval().high()));
  }

  private static List<String> cells(Optional<Estimate> of) {
    return of.map(ResultsCsv::cells).orElse(NONE);
  }

  private static List<String> cells(Recovery recovery) {
    return switch (recovery) {
      case Recovered(Estimate pgr) -> {
        List<String> cells = new ArrayList<>(cells(pgr));
        cells.add("");
        yield cells;
      }
      case NoGap(String reason) -> none(reason);
    };
  }

  private static List<String> none(String reason) {
    return List.of("", "", "", reason);
  }

  private void line(List<String> cells) {
    cells.add(findings.plan().study().weak().source());
    cells.add(findings.plan().study().strong().toString());
    cells.add(set);
    text.line(cells);
  }
}
