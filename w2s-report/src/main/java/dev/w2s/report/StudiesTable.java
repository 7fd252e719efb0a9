package dev.w2s.report;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.Median;
import dev.w2s.measure.Pooled;
import dev.w2s.measure.Pooled.TaskResult;
import dev.w2s.measure.Recovery;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import dev.w2s.report.internal.Grid;
import dev.w2s.report.internal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/// Several studies together: a line for each student, then each method that all of them have,
/// pooled over them.
public final class StudiesTable {
  private static final List<String> HEADER =
      List.of("study", "method", "weak", "student", "ceiling", "gain", "95 %", "PGR", "95 %");

  private final List<Findings> studies;

  private StudiesTable(List<Findings> studies) {
    this.studies = List.copyOf(studies);
  }

  /// The table, each line ended by `\n`.
  ///
  /// @param studies in the order they are shown, at least one
  public static String of(List<Findings> studies) {
    return new StudiesTable(studies).text();
  }

  private String text() {
    Grid grid = Grid.of(2, HEADER);
    for (Findings study : studies) {
      study.students().forEach(student -> grid.row(row(study, student)));
    }
    List<String> lines = new ArrayList<>(grid.lines());
    lines.add("");
    for (StudentFinding student : studies.getFirst().students()) {
      lines.add(pooled(student.method()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> row(Findings study, StudentFinding student) {
    List<String> cells = new ArrayList<>();
    cells.add(study.plan().study().name());
    cells.add(student.method());
    cells.add(Words.percent(study.weak().value()));
    cells.add(Words.percent(student.accuracy().value()));
    cells.add(Words.percent(study.ceiling().value()));
    cells.add(Words.points(student.gain().value()));
    cells.add(Words.ends(student.gain().interval()));
    cells.addAll(Words.recovery(student.recovery()));
    return cells;
  }

  private String pooled(String method) {
    List<TaskResult> results = new ArrayList<>();
    for (Findings study : studies) {
      study.students().stream()
          .filter(student -> student.method().equals(method))
          .map(student -> result(study, student))
          .forEach(results::add);
    }
    if (results.size() < studies.size()) {
      return method + ": not in every study, so not pooled.";
    }
    Pooled pooled = Pooled.of(results);
    return "%s over %d studies: median gain %s; Wilcoxon's signed ranks %s; median PGR %s."
        .formatted(
            method,
            results.size(),
            median(pooled.gain(), Words::points),
            Words.p(pooled.test().p()),
            pgr(pooled));
  }

  private static TaskResult result(Findings study, StudentFinding student) {
    return new TaskResult(
        study.plan().study().name(), student.gain().value(), pgr(student.recovery()));
  }

  private static OptionalDouble pgr(Recovery recovery) {
    return switch (recovery) {
      case Recovered(var pgr) -> OptionalDouble.of(pgr.value());
      case NoGap _ -> OptionalDouble.empty();
    };
  }

  private static String pgr(Pooled pooled) {
    String value =
        pooled
            .pgr()
            .map(median -> median(median, Words::pgr))
            .orElse("unknown, no study has a gap");
    return pooled.noGap() == 0 || pooled.pgr().isEmpty()
        ? value
        : "%s, of %d of %d that have a gap"
            .formatted(value, pooled.pgr().get().count(), pooled.gain().count());
  }

  private static String median(Median median, DoubleFunction<String> words) {
    String interval =
        median
            .interval()
            .map(ends ->
                "(%s interval %s to %s)"
                    .formatted(
                        Words.percent(ends.level()),
                        words.apply(ends.low()),
                        words.apply(ends.high())))
            .orElse("(%d are too few for an interval)".formatted(median.count()));
    return words.apply(median.value()) + " " + interval;
  }
}
