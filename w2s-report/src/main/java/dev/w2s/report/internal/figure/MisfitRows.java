package dev.w2s.report.internal.figure;

import dev.w2s.finding.PredictorCheck;
import dev.w2s.measure.Estimate;
import dev.w2s.report.internal.Words;
import dev.w2s.report.internal.figure.Figure.Series;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The figure of misfit and gain in squared error, the same for one study and for several.
final class MisfitRows {
  private MisfitRows() {}

  /// Adds a student.
  ///
  /// @param series what its colour tells
  static void add(ArrayNode rows, Described words, PredictorCheck.Case one, String series) {
    Estimate misfit = one.predictor().misfit();
    Estimate gain = one.predictor().squaredErrorGain();
    ObjectNode row = rows.addObject();
    row.put("task", one.study().plan().study().task().name());
    row.put("model", one.study().plan().study().strong().toString());
    row.put("method", one.student().method());
    row.put("series", series);
    row.put("misfit", misfit.value());
    row.put("misfit_low", misfit.interval().low());
    row.put("misfit_high", misfit.interval().high());
    row.put("gain", gain.value());
    row.put("low", gain.interval().low());
    row.put("high", gain.interval().high());
    words.add(
        "",
        "%s, %s: misfit %s, gain %s"
            .formatted(
                row.get("task").asString(),
                one.student().method(),
                Words.thousandth(misfit.value()),
                Words.thousandth(gain.value())));
  }

  static Figure figure(ArrayNode rows, Described words, List<Series> series) {
    return new Figure(
        "misfit-and-gain",
        "Misfit and gain in squared error",
        "Misfit: half the mean squared distance of the student's probabilities from the weak labels', which needs no gold labels. Gain: how much smaller the student's squared error is than the weak labels'. For squared loss and the best student of a convex set the gain is at least the misfit (arXiv 2405.15116, theorem 1): on or above the dashed line. These students were trained with other losses.",
        Optional.empty(),
        words.text(),
        series,
        Optional.empty(),
        rows);
  }
}
