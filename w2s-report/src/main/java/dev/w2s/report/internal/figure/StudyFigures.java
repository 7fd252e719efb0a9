package dev.w2s.report.internal.figure;

import dev.w2s.finding.Analyses.Slice;
import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.RoleCalibration;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.finding.PredictorCheck;
import dev.w2s.measure.Calibration;
import dev.w2s.measure.Estimate;
import dev.w2s.report.internal.Words;
import dev.w2s.report.internal.figure.Figure.Choice;
import dev.w2s.report.internal.figure.Figure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The figures of one study.
public final class StudyFigures {
  private final Findings findings;
  private final List<String> methods;

  private StudyFigures(Findings findings) {
    this.findings = findings;
    methods = findings.students().stream().map(StudentFinding::method).toList();
  }

  /// All that have something to show.
  public static List<Figure> of(Findings findings) {
    StudyFigures figures = new StudyFigures(findings);
    return Stream.of(
            CurveFigure.of(findings), figures.reliability(), figures.slices(), figures.misfit())
        .filter(figure -> !figure.isEmpty())
        .toList();
  }

  private Figure reliability() {
    ArrayNode rows = rows();
    Described words = new Described();
    for (RoleCalibration role : findings.calibrations()) {
      Calibration calibration = role.calibration();
      for (Calibration.Bin bin : calibration.bins()) {
        row(rows, role)
            .put("confidence", bin.confidence())
            .put("accuracy", bin.accuracy())
            .put("answers", bin.answers());
      }
      words.add(
          "",
          "%s: expected calibration error %s %s"
              .formatted(
                  name(role),
                  Words.percent(calibration.error().value()),
                  Words.ends(calibration.error().interval())));
    }
    return new Figure(
        "reliability",
        "Whether models are right as often as they say",
        "Answers in bins of equal size, from unsure to sure, over all seeds: how sure they are on average, and how many are right. On the dashed line they are the same; below it the model is too sure.",
        Optional.empty(),
        words.text(),
        series(),
        Optional.of(choice()),
        rows);
  }

  private Figure slices() {
    ArrayNode rows = rows();
    Described words = new Described();
    for (Slice slice : findings.analyses().slices()) {
      String panel = panel(slice);
      for (int r = 0; r < slice.accuracies().size(); r++) {
        RoleCalibration role = findings.calibrations().get(r);
        Estimate accuracy = slice.accuracies().get(r);
        row(rows, role)
            .put("by", panel)
            .put("slice", slice.name())
            .put("accuracy", accuracy.value())
            .put("low", accuracy.interval().low())
            .put("high", accuracy.interval().high())
            .put("rows", slice.rows());
        words.add(panel, slice.name() + ", " + name(role) + " " + Words.percent(accuracy.value()));
      }
    }
    return new Figure(
        "accuracy-by-slice",
        "Accuracy by kind of test row",
        "Rows by what is known of them, with 95 % intervals over seeds and rows. Quarters hold as many rows each as equal values allow.",
        Optional.of("by"),
        words.text(),
        series(),
        Optional.of(choice()),
        rows);
  }

  private static String panel(Slice slice) {
    return switch (slice.by()) {
      case LENGTH -> "by length, in words";
      case DIFFICULTY -> "by difficulty, from easy to hard";
      case CLASS -> "by class";
      case GROUP -> "by group";
    };
  }

  private Figure misfit() {
    ArrayNode rows = rows();
    Described words = new Described();
    for (PredictorCheck.Case one : PredictorCheck.cases(List.of(findings))) {
      MisfitRows.add(rows, words, one, one.student().method());
    }
    return MisfitRows.figure(
        rows, words, methods.stream().map(method -> new Series(method, "student")).toList());
  }

  private List<Series> series() {
    return series(methods);
  }

  /// The colours of weak labels, students and ceiling.
  static List<Series> series(List<String> methods) {
    List<Series> series = new ArrayList<>(List.of(new Series("weak labels", "weak")));
    methods.forEach(method -> series.add(new Series(method, "student")));
    series.add(new Series("ceiling", "ceiling"));
    return series;
  }

  private Choice choice() {
    return choice(methods);
  }

  /// A choice of students, the first two at first.
  static Choice choice(List<String> methods) {
    return new Choice("method", true, methods, methods.stream().limit(2).toList());
  }

  private static ObjectNode row(ArrayNode rows, RoleCalibration role) {
    return rows.addObject().put("method", role.method()).put("series", name(role));
  }

  private static String name(RoleCalibration role) {
    return switch (role.role()) {
      case WEAK -> "weak labels";
      case STUDENT -> role.method();
      case CEILING -> "ceiling";
    };
  }

  private static ArrayNode rows() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
