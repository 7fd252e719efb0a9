package dev.w2s.report.internal.figure;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.finding.Overview;
import dev.w2s.finding.Overview.PooledMethod;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import dev.w2s.report.internal.OverviewWords;
import dev.w2s.report.internal.Words;
import dev.w2s.report.internal.figure.Figure.Choice;
import dev.w2s.report.internal.figure.Figure.Series;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the figures of several studies have in common: what they tell apart, and in which order.
record OverviewNames(Overview overview) {
  List<Series> methodSeries() {
    return overview.methods().stream().map(method -> new Series(method, "student")).toList();
  }

  List<Series> taskSeries() {
    return overview.tasks().stream().map(task -> new Series(task, "student")).toList();
  }

  /// The first method, and that of the highest median gain: all of them would hide each other.
  Choice twoMethods() {
    List<String> chosen =
        Stream.of(overview.methods().getFirst(), byGain().getFirst()).distinct().toList();
    return new Choice("method", true, overview.methods(), chosen);
  }

  /// The methods from the highest median gain down; those that are not pooled come last.
  List<String> byGain() {
    return overview.methods().stream()
        .sorted(
            Comparator.comparingDouble(method ->
                -pooled(method)
                    .map(of -> of.result().gain().value())
                    .orElse(Double.NEGATIVE_INFINITY)))
        .toList();
  }

  Optional<PooledMethod> pooled(String method) {
    return overview.pooled().stream()
        .filter(of -> of.method().equals(method) && of.pair().isEmpty())
        .findFirst();
  }

  /// What a study is called among the others.
  String title(Findings study) {
    return study.plan().study().task().name() + ", " + OverviewWords.models(overview, study);
  }

  /// Adds the PGR of a student, where there is a gap.
  void pgr(ArrayNode rows, Described words, Findings study, StudentFinding student, String panel) {
    switch (student.recovery()) {
      case Recovered(Estimate pgr) -> {
        ObjectNode row = StudyRows.of(rows, study);
        row.put("study", title(study));
        row.put("model", row.remove("strong").asString());
        row.put("method", student.method());
        row.put("series", student.method());
        row.put("pgr", pgr.value());
        StudyRows.ends(row, pgr);
        words.add(
            panel,
            "%s (%s) %s %s"
                .formatted(
                    student.method(),
                    study.plan().study().strong(),
                    Words.pgr(pgr.value()),
                    Words.pgrEnds(pgr.interval())));
      }
      case NoGap _ -> {}
    }
  }
}
