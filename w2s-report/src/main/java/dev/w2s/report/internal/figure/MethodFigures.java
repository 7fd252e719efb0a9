package dev.w2s.report.internal.figure;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.finding.Overview;
import dev.w2s.finding.Overview.PooledMethod;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Median;
import dev.w2s.report.internal.Words;
import dev.w2s.report.internal.figure.Figure.Series;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Figures of several studies by method.
final class MethodFigures {
  private final Overview overview;
  private final OverviewNames names;

  MethodFigures(Overview overview) {
    this.overview = overview;
    names = new OverviewNames(overview);
  }

  Figure pgr() {
    ArrayNode rows = StudyRows.none();
    Described words = new Described();
    for (Findings study : overview.studies()) {
      for (StudentFinding student : study.students()) {
        names.pgr(rows, words, study, student, names.title(study));
      }
    }
    return new Figure(
        "pgr-by-method",
        "Performance gap recovered by method",
        "A panel for each study that has a gap to recover, with 95 % intervals. Dashed: what the weak labels reach (0 %), and the ceiling (100 %). What lies beyond 150 % either way is cut; the data holds it.",
        Optional.of("study"),
        words.text(),
        names.methodSeries(),
        Optional.empty(),
        rows);
  }

  Figure gain() {
    ArrayNode rows = StudyRows.none();
    Described words = new Described();
    for (String method : names.byGain()) {
      names.pooled(method).ifPresent(result -> median(rows, words, result));
      for (Findings study : overview.studies()) {
        Overview.student(study, method).ifPresent(student -> gain(rows, words, study, student));
      }
    }
    return new Figure(
        "gain-by-method",
        "Gain over the weak labels by method",
        "A mark for each study: student - weak labels, in accuracy; ▶ where the 95 % interval lies above 0, ◀ where it lies below. The thick tick is the median over the studies and the line its interval; methods are in its order.",
        Optional.empty(),
        words.text(),
        List.of(
            new Series("better", "better"),
            new Series("may be equal", "unclear"),
            new Series("worse", "worse")),
        Optional.empty(),
        rows);
  }

  private void median(ArrayNode rows, Described words, PooledMethod result) {
    Median gain = result.result().gain();
    ObjectNode row = rows.addObject();
    row.put("method", result.method());
    row.put("study", "median");
    row.put("series", "");
    row.put("gain", gain.value());
    gain.interval()
        .ifPresentOrElse(
            ends -> row.put("low", ends.low()).put("high", ends.high()),
            () -> row.putNull("low").putNull("high"));
    words.add("", result.method() + ": median gain " + Words.median(gain, Words::points));
  }

  private void gain(ArrayNode rows, Described words, Findings study, StudentFinding student) {
    Estimate gain = student.gain();
    rows.addObject()
        .put("method", student.method())
        .put("study", names.title(study))
        .put("series", verdict(gain))
        .put("gain", gain.value())
        .put("low", gain.interval().low())
        .put("high", gain.interval().high());
    words.add(
        "",
        "%s, %s: %s %s"
            .formatted(
                student.method(),
                names.title(study),
                Words.points(gain.value()),
                Words.ends(gain.interval())));
  }

  private static String verdict(Estimate gain) {
    if (gain.interval().low() > 0) {
      return "better";
    }
    return gain.interval().high() < 0 ? "worse" : "may be equal";
  }
}
