package dev.w2s.report.internal.figure;

import dev.w2s.finding.Findings;
import dev.w2s.finding.TrainingCurve;
import dev.w2s.finding.TrainingCurve.Point;
import dev.w2s.finding.TrainingCurve.State;
import dev.w2s.measure.Estimate;
import dev.w2s.report.internal.Words;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The figure of what models say on their way through training.
final class CurveFigure {
  private static final String ACCURACY = "accuracy";
  private static final String AGREEMENT = "agreement with the weak labels";
  private static final String PGR = "PGR";

  private final ArrayNode rows = StudyRows.none();
  private final Described words = new Described();

  private CurveFigure() {}

  static Figure of(Findings findings) {
    CurveFigure figure = new CurveFigure();
    List<TrainingCurve> curves = findings.analyses().curves();
    // Panel by panel: a figure has its panels in the order of its rows.
    curves.forEach(figure::accuracy);
    curves.forEach(figure::agreement);
    curves.forEach(figure::pgr);
    List<String> methods =
        curves.stream().map(TrainingCurve::method).filter(name -> !name.isEmpty()).toList();
    return new Figure(
        "through-training",
        "Through training",
        "Each model on the test rows at points of its training, mean of all seeds with 95 % intervals. A diamond is where it was best, chosen on these very rows, so an oracle; a square is where agreement with the labels it learned from, on validation rows, would have stopped it. Both lie at their mean over the seeds. PGR is between the weak labels and the ceiling that the study reports, and drawn from -100 to 200 %.",
        Optional.of("measure"),
        figure.words.text(),
        StudyFigures.series(methods),
        Optional.of(StudyFigures.choice(methods)),
        figure.rows);
  }

  private void accuracy(TrainingCurve curve) {
    for (Point point : curve.points()) {
      row(curve, ACCURACY, "", point.trained(), point.accuracy());
    }
    row(curve, ACCURACY, "best (oracle)", curve.best().trained(), curve.best().accuracy());
    curve.stopped().ifPresent(at -> row(curve, ACCURACY, "stopped", at.trained(), at.accuracy()));
    words.add(ACCURACY, name(curve) + " " + states(curve));
  }

  private static String states(TrainingCurve curve) {
    return "best %s, %slast %s"
        .formatted(
            Words.percent(curve.best().accuracy().value()),
            curve
                .stopped()
                .map(at -> "stopped " + Words.percent(at.accuracy().value()) + ", ")
                .orElse(""),
            Words.percent(curve.last().accuracy().value()));
  }

  private void agreement(TrainingCurve curve) {
    for (Point point : curve.points()) {
      point.agreement().ifPresent(of -> row(curve, AGREEMENT, "", point.trained(), of));
    }
    curve
        .points()
        .getLast()
        .agreement()
        .ifPresent(
            of -> words.add(AGREEMENT, name(curve) + " at the end " + Words.percent(of.value())));
  }

  private void pgr(TrainingCurve curve) {
    for (Point point : curve.points()) {
      point.pgr().ifPresent(of -> row(curve, PGR, "", point.trained(), of));
    }
    pgr(curve, "best (oracle)", curve.best());
    curve.stopped().ifPresent(at -> pgr(curve, "stopped", at));
    curve
        .last()
        .pgr()
        .ifPresent(of -> words.add(PGR, name(curve) + " at the end " + Words.pgr(of.value())));
  }

  private void pgr(TrainingCurve curve, String name, State state) {
    state.pgr().ifPresent(of -> row(curve, PGR, name, state.trained(), of));
  }

  private void row(
      TrainingCurve curve, String measure, String state, double trained, Estimate value) {
    ObjectNode row = rows.addObject();
    row.put("measure", measure);
    row.put("method", curve.method());
    row.put("series", name(curve));
    row.put("state", state);
    row.put("trained", trained);
    row.put("value", value.value());
    StudyRows.ends(row, value);
  }

  private static String name(TrainingCurve curve) {
    return switch (curve.role()) {
      case WEAK -> "weak labels";
      case STUDENT -> curve.method();
      case CEILING -> "ceiling";
    };
  }
}
