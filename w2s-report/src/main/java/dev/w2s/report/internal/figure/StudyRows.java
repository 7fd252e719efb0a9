package dev.w2s.report.internal.figure;

import dev.w2s.finding.Findings;
import dev.w2s.measure.Estimate;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Study;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Rows of figures that say which study they are of.
final class StudyRows {
  private StudyRows() {}

  static ArrayNode none() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /// A row that says which study it is of.
  static ObjectNode of(ArrayNode rows, Findings findings) {
    Study study = findings.plan().study();
    ObjectNode row = rows.addObject();
    row.put("task", study.task().name());
    row.put("weak", study.weak().source());
    row.put("strong", study.strong().toString());
    parameters(row, findings, study.strong());
    return row;
  }

  static void parameters(ObjectNode row, Findings findings, ModelSpec model) {
    ModelFacts facts = findings.plan().models().get(model);
    if (facts == null) {
      row.putNull("parameters");
    } else {
      row.put("parameters", facts.bodyParameters());
    }
  }

  static void ends(ObjectNode row, Estimate estimate) {
    row.put("low", estimate.interval().low());
    row.put("high", estimate.interval().high());
    row.put("seeds", estimate.seeds());
    row.put("rows", estimate.rows());
  }
}
