package dev.w2s.report.internal;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.SeedFinding;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Recovery;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import dev.w2s.report.internal.Panel.Row;
import dev.w2s.report.internal.Panel.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// Lays out the plot: accuracies on the left, PGR on the right.
final class Panels {
  private static final int WIDTH = 440;
  private static final int LEFT = 24;
  private static final int RIGHT = WIDTH - LEFT;
  private static final int TOP = 8;
  private static final int AXIS = 40;
  private static final int LABEL = 28;

  /// A PGR further out says nothing more: the axis ends there.
  private static final double FURTHEST = 2;

  private final Findings findings;

  Panels(Findings findings) {
    this.findings = findings;
  }

  Panel accuracy() {
    Axis axis = accuracyAxis();
    List<Row> rows = new ArrayList<>();
    rows.add(accuracyRow(axis, 0, "weak", "weak labels", findings.weak(), SeedFinding::weak));
    for (StudentFinding student : findings.students()) {
      int method = rows.size() - 1;
      rows.add(
          accuracyRow(
              axis,
              rows.size(),
              "student",
              "student, " + student.method(),
              student.accuracy(),
              seed -> seed.students().get(method)));
    }
    rows.add(
        accuracyRow(
            axis, rows.size(), "ceiling", "ceiling", findings.ceiling(), SeedFinding::ceiling));
    return panel("accuracy", "Accuracy on the test rows", axis, rows, accuracyGuides(axis));
  }

  Panel pgr() {
    Axis axis = pgrAxis();
    List<Row> rows = new ArrayList<>();
    for (StudentFinding student : findings.students()) {
      rows.add(pgrRow(axis, rows.size(), student.method(), student.recovery()));
    }
    List<Tick> guides = List.of(new Tick(axis.x(0), "weak"), new Tick(axis.x(1), "ceiling"));
    return panel("pgr", "Performance gap recovered (PGR)", axis, rows, guides);
  }

  private static Panel panel(
      String id, String title, Axis axis, List<Row> rows, List<Tick> guides) {
    int bottom = TOP + rows.size() * Panel.ROW;
    List<String> words = rows.stream().map(row -> row.label() + ": " + row.number()).toList();
    List<Tick> ticks =
        axis.ticks().stream().map(tick -> new Tick(axis.x(tick), tickLabel(axis, tick))).toList();
    return new Panel(
        id, title, String.join("; ", words), WIDTH, bottom + AXIS, bottom, ticks, guides, rows);
  }

  private static String tickLabel(Axis axis, double tick) {
    return axis.high() - axis.low() < .05 ? Words.percent(tick) : Math.round(100 * tick) + " %";
  }

  private Axis accuracyAxis() {
    DoubleStream.Builder values = DoubleStream.builder();
    List<Estimate> estimates = new ArrayList<>(List.of(findings.weak(), findings.ceiling()));
    findings.students().forEach(student -> estimates.add(student.accuracy()));
    estimates.forEach(e -> values.add(e.interval().low()).add(e.interval().high()));
    for (SeedFinding seed : findings.seeds()) {
      values.add(seed.weak()).add(seed.ceiling());
      seed.students().forEach(values::add);
    }
    double[] sorted = values.build().sorted().toArray();
    double room = Math.max(.005, .06 * (sorted[sorted.length - 1] - sorted[0]));
    return new Axis(
        Math.max(0, sorted[0] - room), Math.min(1, sorted[sorted.length - 1] + room), LEFT, RIGHT);
  }

  private List<Tick> accuracyGuides(Axis axis) {
    double chance = 1.0 / findings.plan().study().task().guesses();
    boolean seen = axis.low() <= chance && chance <= axis.high();
    return seen ? List.of(new Tick(axis.x(chance), "chance")) : List.of();
  }

  private Axis pgrAxis() {
    double low = -.1;
    double high = 1.1;
    for (StudentFinding student : findings.students()) {
      if (student.recovery() instanceof Recovered(Estimate pgr)) {
        low = Math.min(low, pgr.interval().low() - .05);
        high = Math.max(high, pgr.interval().high() + .05);
      }
    }
    return new Axis(Math.max(low, 1 - FURTHEST), Math.min(high, FURTHEST), LEFT, RIGHT);
  }

  private Row accuracyRow(
      Axis axis,
      int index,
      String kind,
      String label,
      Estimate estimate,
      ToDoubleFunction<SeedFinding> seed) {
    String number = Words.percent(estimate.value()) + " " + Words.ends(estimate.interval());
    List<String> seeds = findings.seeds().stream().map(s -> axis.x(seed.applyAsDouble(s))).toList();
    return row(axis, index, kind, label, number, estimate, seeds);
  }

  private static Row pgrRow(Axis axis, int index, String method, Recovery recovery) {
    return switch (recovery) {
      case Recovered(Estimate pgr) -> {
        String number = Words.pgr(pgr.value()) + " " + Words.pgrEnds(pgr.interval());
        yield row(axis, index, "student", method, number, pgr, List.of());
      }
      case NoGap _ -> {
        int top = TOP + index * Panel.ROW;
        yield new Row(
            "student",
            shortened(method),
            "no gap to recover",
            top + 16,
            top + 30,
            "",
            "",
            "",
            false,
            false,
            List.of());
      }
    };
  }

  private static Row row(
      Axis axis,
      int index,
      String kind,
      String label,
      String number,
      Estimate estimate,
      List<String> seeds) {
    int top = TOP + index * Panel.ROW;
    double low = estimate.interval().low();
    double high = estimate.interval().high();
    return new Row(
        kind,
        shortened(label),
        number,
        top + 16,
        top + 30,
        axis.x(low),
        axis.x(high),
        axis.holds(estimate.value()) ? axis.x(estimate.value()) : "",
        low < axis.low(),
        high > axis.high(),
        seeds);
  }

  private static String shortened(String label) {
    return label.length() <= LABEL ? label : label.substring(0, LABEL - 1) + "…";
  }
}
