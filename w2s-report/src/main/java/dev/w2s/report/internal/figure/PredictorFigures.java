package dev.w2s.report.internal.figure;

import dev.w2s.finding.Overview;
import dev.w2s.finding.PredictorCheck;
import dev.w2s.finding.PredictorCheck.Outcome;
import dev.w2s.measure.Estimate;
import dev.w2s.report.internal.Words;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Figures of what foretells the outcomes of several studies.
final class PredictorFigures {
  private final Overview overview;
  private final OverviewNames names;

  PredictorFigures(Overview overview) {
    this.overview = overview;
    names = new OverviewNames(overview);
  }

  Figure gains() {
    return figure(
        Outcome.GAIN,
        "gain-predictors",
        "What foretells the gain without gold labels",
        "A mark for each student of each study: how far it is from the weak labels on the test rows, without their gold labels, against its gain in accuracy. A colour for each task.");
  }

  Figure shortfall() {
    return figure(
        Outcome.SHORTFALL,
        "bound-and-shortfall",
        "What the representations foretell",
        "A mark for each student of each study: how much of what the supervisor's representation misses the student's could learn, from 0 to 1 (arXiv 2502.00620), against how far the student's accuracy is below its ceiling's. A colour for each task.");
  }

  private Figure figure(Outcome outcome, String name, String title, String caption) {
    ArrayNode rows = StudyRows.none();
    Described words = new Described();
    for (PredictorCheck check : overview.predictors()) {
      if (check.predictor().outcome() == outcome) {
        String panel = Words.predictor(check.predictor());
        PredictorCheck.cases(overview.studies()).forEach(one -> predictor(rows, one, check, panel));
        words.add(panel, correlation(check));
      }
    }
    return new Figure(
        name,
        title,
        caption,
        Optional.of("predictor"),
        words.text(),
        names.taskSeries(),
        Optional.empty(),
        rows);
  }

  private static String correlation(PredictorCheck check) {
    String outcome = Words.outcome(check.predictor().outcome());
    return check
        .correlation()
        .map(
            found -> "rank correlation with the %s %s".formatted(outcome, Words.correlation(found)))
        .orElse("no correlation");
  }

  private void predictor(
      ArrayNode rows, PredictorCheck.Case one, PredictorCheck check, String panel) {
    one.value(check.predictor())
        .ifPresent(value -> {
          ObjectNode row = rows.addObject();
          row.put("predictor", panel);
          row.put("series", one.study().plan().study().task().name());
          row.put("study", names.title(one.study()));
          row.put("method", one.student().method());
          row.put("value", value);
          outcome(row, one, check.predictor().outcome());
        });
  }

  private static void outcome(ObjectNode row, PredictorCheck.Case one, Outcome outcome) {
    row.put(Words.outcome(outcome), one.value(outcome));
    if (outcome == Outcome.GAIN) {
      Estimate gain = one.student().gain();
      row.put("low", gain.interval().low());
      row.put("high", gain.interval().high());
    }
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
