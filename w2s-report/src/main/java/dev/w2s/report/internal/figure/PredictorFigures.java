package dev.w2s.report.internal.figure;

import dev.w2s.finding.Overview;
import dev.w2s.finding.PredictorCheck;
import dev.w2s.measure.Estimate;
import dev.w2s.report.internal.Words;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Figures of what foretells the gains of several studies.
final class PredictorFigures {
  private final Overview overview;
  private final OverviewNames names;

  PredictorFigures(Overview overview) {
    this.overview = overview;
    names = new OverviewNames(overview);
  }

  Figure gains() {
    ArrayNode rows = StudyRows.none();
    Described words = new Described();
    for (PredictorCheck check : overview.predictors()) {
      String panel = Words.predictor(check.predictor());
      PredictorCheck.cases(overview.studies()).forEach(one -> predictor(rows, one, check, panel));
      words.add(
          panel,
          check
              .correlation()
              .map(found -> "rank correlation with the gain " + Words.correlation(found))
              .orElse("no correlation"));
    }
    return new Figure(
        "gain-predictors",
        "What foretells the gain without gold labels",
        "A mark for each student of each study: how far it is from the weak labels on the test rows, without their gold labels, against its gain in accuracy. A colour for each task.",
        Optional.of("predictor"),
        words.text(),
        names.taskSeries(),
        Optional.empty(),
        rows);
  }

  private void predictor(
      ArrayNode rows, PredictorCheck.Case one, PredictorCheck check, String panel) {
    Estimate gain = one.student().gain();
    ObjectNode row = rows.addObject();
    row.put("predictor", panel);
    row.put("series", one.study().plan().study().task().name());
    row.put("study", names.title(one.study()));
    row.put("method", one.student().method());
    row.put("value", one.value(check.predictor()));
    row.put("gain", gain.value());
    row.put("low", gain.interval().low());
    row.put("high", gain.interval().high());
  }

  Figure misfit() {
    ArrayNode rows = StudyRows.none();
    Described words = new Described();
    for (PredictorCheck.Case one : PredictorCheck.cases(overview.studies())) {
      MisfitRows.add(rows, words, one, one.study().plan().study().task().name());
    }
    return MisfitRows.figure(rows, words, names.taskSeries());
  }
}
