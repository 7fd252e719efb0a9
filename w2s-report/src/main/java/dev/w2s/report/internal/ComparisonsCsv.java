package dev.w2s.report.internal;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.MethodComparison;
import dev.w2s.measure.Estimate;
import dev.w2s.study.Study;
import java.util.List;

/// The comparisons of methods for spreadsheets: of every study one row for each pair.
public final class ComparisonsCsv {
  private static final List<String> HEADER =
      List.of(
          "study",
          "task",
          "weak",
          "strong",
          "first",
          "second",
          "difference",
          "difference_low",
          "difference_high",
          "p",
          "p_holm",
          "rows_for_first",
          "rows_for_second",
          "p_mcnemar");

  private ComparisonsCsv() {}

  /// The whole file of some studies, one after the other, lines ended by CR LF.
  public static String of(List<Findings> studies) {
    CsvText text = new CsvText();
    text.line(HEADER);
    for (Findings study : studies) {
      study.comparisons().forEach(pair -> text.line(cells(study.plan().study(), pair)));
    }
    return text.toString();
  }

  private static List<String> cells(Study study, MethodComparison pair) {
    Estimate difference = pair.difference();
    return List.of(
        study.name(),
        study.task().name(),
        study.weak().source(),
        study.strong().toString(),
        pair.first(),
        pair.second(),
        Double.toString(difference.value()),
        Double.toString(difference.interval().low()),
        Double.toString(difference.interval().high()),
        Double.toString(pair.p()),
        Double.toString(pair.holm()),
        Integer.toString(pair.mcNemar().first()),
        Integer.toString(pair.mcNemar().second()),
        Double.toString(pair.mcNemar().p()));
  }
}
