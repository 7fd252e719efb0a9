package dev.w2s.report.internal.figure;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.finding.Overview;
import dev.w2s.finding.Overview.PooledMethod;
import dev.w2s.finding.PredictorCheck;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Median;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import dev.w2s.report.internal.Words;
import dev.w2s.report.internal.figure.Figure.Choice;
import dev.w2s.report.internal.figure.Figure.Series;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Study;
import dev.w2s.study.Supervisor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The figures of several studies together.
public final class OverviewFigures {
  private final Overview overview;
  private final List<Findings> studies;
  private final List<String> methods;

  private OverviewFigures(Overview overview) {
    this.overview = overview;
    studies = overview.studies();
    methods = overview.methods();
  }

  /// All that have something to show.
  public static List<Figure> of(Overview overview) {
    OverviewFigures figures = new OverviewFigures(overview);
    return Stream.of(
            figures.accuracyBySize(),
            figures.pgrBySize(),
            figures.pgrByMethod(),
            figures.gainByMethod(),
            figures.agreementBySize(),
            figures.predictors(),
            figures.misfit())
        .filter(figure -> !figure.isEmpty())
        .toList();
  }

  private Figure accuracyBySize() {
    ArrayNode rows = rows();
    Described words = new Described();
    for (Findings study : studies) {
      role(rows, words, study, "weak labels", study.weak());
      for (StudentFinding student : study.students()) {
        role(rows, words, study, student.method(), student.accuracy());
      }
      role(rows, words, study, "ceiling", study.ceiling());
    }
    List<Series> series = new ArrayList<>(List.of(new Series("weak labels", "weak")));
    series.addAll(methodSeries());
    series.add(new Series("ceiling", "ceiling"));
    return new Figure(
        "accuracy-by-size",
        "Accuracy against the size of the model",
        "A panel for each task. The dashed line is what the weak labels reach; the ceiling learned from gold labels. Bars are 95 % intervals over seeds and test rows. Weights are counted without embeddings.",
        Optional.of("task"),
        words.text(),
        series,
        Optional.of(twoMethods()),
        rows);
  }

  private void role(
      ArrayNode rows, Described words, Findings findings, String name, Estimate accuracy) {
    boolean weak = name.equals("weak labels");
    ObjectNode row = row(rows, findings);
    row.put("role", weak || name.equals("ceiling") ? name : "student");
    row.put("method", weak || name.equals("ceiling") ? "" : name);
    row.put("series", name);
    row.put("model", weak ? row.get("weak").asString() : row.get("strong").asString());
    row.remove("strong");
    if (weak) {
      weakParameters(row, findings);
    }
    row.put("accuracy", accuracy.value());
    ends(row, accuracy);
    words.add(
        findings.plan().study().task().name(),
        "%s (%s) %s %s"
            .formatted(
                name,
                row.get("model").asString(),
                Words.percent(accuracy.value()),
                Words.ends(accuracy.interval())));
  }

  private static void weakParameters(ObjectNode row, Findings findings) {
    switch (findings.plan().study().weak()) {
      case Supervisor.Trained trained -> parameters(row, findings, trained.model());
      // Several have no one size.
      case Supervisor.Labels _, Supervisor.Several _, Supervisor.Simulated _ ->
          row.putNull("parameters");
    }
  }

  private Figure pgrBySize() {
    ArrayNode rows = rows();
    Described words = new Described();
    for (Findings study : studies) {
      for (StudentFinding student : study.students()) {
        pgr(rows, words, study, student, study.plan().study().task().name());
      }
    }
    return new Figure(
        "pgr-by-size",
        "Performance gap recovered against the size of the student",
        "PGR = (student - weak) / (ceiling - weak), arXiv 2312.09390: 0 % is what the weak labels reach, 100 % the ceiling. A panel for each task that has a gap to recover. What lies beyond 150 % either way is cut; the data holds it.",
        Optional.of("task"),
        words.text(),
        methodSeries(),
        Optional.of(twoMethods()),
        rows);
  }

  private Figure pgrByMethod() {
    ArrayNode rows = rows();
    Described words = new Described();
    for (Findings study : studies) {
      for (StudentFinding student : study.students()) {
        pgr(rows, words, study, student, title(study));
      }
    }
    return new Figure(
        "pgr-by-method",
        "Performance gap recovered by method",
        "A panel for each study that has a gap to recover, with 95 % intervals. Dashed: what the weak labels reach (0 %), and the ceiling (100 %). What lies beyond 150 % either way is cut; the data holds it.",
        Optional.of("study"),
        words.text(),
        methodSeries(),
        Optional.empty(),
        rows);
  }

  private void pgr(
      ArrayNode rows, Described words, Findings study, StudentFinding student, String panel) {
    switch (student.recovery()) {
      case Recovered(Estimate pgr) -> {
        ObjectNode row = row(rows, study);
        row.put("study", title(study));
        row.put("model", row.remove("strong").asString());
        row.put("method", student.method());
        row.put("series", student.method());
        row.put("pgr", pgr.value());
        ends(row, pgr);
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

  private Figure gainByMethod() {
    ArrayNode rows = rows();
    Described words = new Described();
    for (String method : byGain()) {
      pooled(method).ifPresent(result -> median(rows, words, result));
      for (Findings study : studies) {
        Overview.student(study, method).ifPresent(student -> gain(rows, study, student));
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

  private static void gain(ArrayNode rows, Findings study, StudentFinding student) {
    Estimate gain = student.gain();
    rows.addObject()
        .put("method", student.method())
        .put("study", title(study))
        .put("series", verdict(gain))
        .put("gain", gain.value())
        .put("low", gain.interval().low())
        .put("high", gain.interval().high());
  }

  private static String verdict(Estimate gain) {
    if (gain.interval().low() > 0) {
      return "better";
    }
    return gain.interval().high() < 0 ? "worse" : "may be equal";
  }

  private Figure agreementBySize() {
    ArrayNode rows = rows();
    Described words = new Described();
    String shown = methods.getFirst();
    for (Findings study : studies) {
      for (StudentFinding student : study.students()) {
        Map<String, Optional<Estimate>> shares = new LinkedHashMap<>();
        shares.put("all rows", Optional.of(student.agreement()));
        shares.put("where the weak labels are right", student.agreementWhereRight());
        shares.put("where the weak labels are wrong", student.agreementWhereWrong());
        shares.forEach((of, share) ->
            share.ifPresent(known -> agreement(rows, words, study, student, of, known)));
      }
    }
    return new Figure(
        "agreement-by-size",
        "Agreement of student and weak labels against the size of the student",
        "Share of test rows on which both name the same class: of all, of those where the weak labels are right, and of those where they are wrong, which are errors that were learned. A colour for each task.",
        Optional.of("of"),
        words.text(),
        taskSeries(),
        Optional.of(new Choice("method", false, methods, List.of(shown))),
        rows);
  }

  private static void agreement(
      ArrayNode rows,
      Described words,
      Findings study,
      StudentFinding student,
      String of,
      Estimate share) {
    ObjectNode row = row(rows, study);
    row.put("model", row.remove("strong").asString());
    row.put("method", student.method());
    row.put("series", row.get("task").asString());
    row.put("of", of);
    row.put("share", share.value());
    ends(row, share);
    words.add(
        of,
        "%s, %s (%s) %s"
            .formatted(
                row.get("task").asString(),
                student.method(),
                study.plan().study().strong(),
                Words.percent(share.value())));
  }

  private Figure predictors() {
    ArrayNode rows = rows();
    Described words = new Described();
    for (PredictorCheck check : overview.predictors()) {
      String panel = Words.predictor(check.predictor());
      PredictorCheck.cases(studies).forEach(one -> predictor(rows, one, check, panel));
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
        taskSeries(),
        Optional.empty(),
        rows);
  }

  private static void predictor(
      ArrayNode rows, PredictorCheck.Case one, PredictorCheck check, String panel) {
    Estimate gain = one.student().gain();
    ObjectNode row = rows.addObject();
    row.put("predictor", panel);
    row.put("series", one.study().plan().study().task().name());
    row.put("study", title(one.study()));
    row.put("method", one.student().method());
    row.put("value", one.value(check.predictor()));
    row.put("gain", gain.value());
    row.put("low", gain.interval().low());
    row.put("high", gain.interval().high());
  }

  private Figure misfit() {
    ArrayNode rows = rows();
    Described words = new Described();
    for (PredictorCheck.Case one : PredictorCheck.cases(studies)) {
      MisfitRows.add(rows, words, one, one.study().plan().study().task().name());
    }
    return MisfitRows.figure(rows, words, taskSeries());
  }

  private List<Series> taskSeries() {
    return overview.tasks().stream().map(task -> new Series(task, "student")).toList();
  }

  private List<Series> methodSeries() {
    return methods.stream().map(method -> new Series(method, "student")).toList();
  }

  /// The first method, and that of the highest median gain: all of them would hide each other.
  private Choice twoMethods() {
    List<String> chosen = Stream.of(methods.getFirst(), byGain().getFirst()).distinct().toList();
    return new Choice("method", true, methods, chosen);
  }

  /// The methods from the highest median gain down; those that are not pooled come last.
  private List<String> byGain() {
    return methods.stream()
        .sorted(
            Comparator.comparingDouble(method ->
                -pooled(method)
                    .map(of -> of.result().gain().value())
                    .orElse(Double.NEGATIVE_INFINITY)))
        .toList();
  }

  private Optional<PooledMethod> pooled(String method) {
    return overview.pooled().stream()
        .filter(of -> of.method().equals(method) && of.pair().isEmpty())
        .findFirst();
  }

  private static ArrayNode rows() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /// A row that says which study it is of.
  private static ObjectNode row(ArrayNode rows, Findings findings) {
    Study study = findings.plan().study();
    ObjectNode row = rows.addObject();
    row.put("task", study.task().name());
    row.put("weak", study.weak().source());
    row.put("strong", study.strong().toString());
    parameters(row, findings, study.strong());
    return row;
  }

  private static void parameters(ObjectNode row, Findings findings, ModelSpec model) {
    ModelFacts facts = findings.plan().models().get(model);
    if (facts == null) {
      row.putNull("parameters");
    } else {
      row.put("parameters", facts.bodyParameters());
    }
  }

  private static void ends(ObjectNode row, Estimate estimate) {
    row.put("low", estimate.interval().low());
    row.put("high", estimate.interval().high());
    row.put("seeds", estimate.seeds());
    row.put("rows", estimate.rows());
  }

  private static String title(Findings findings) {
    Study study = findings.plan().study();
    return study.task().name() + ", " + study.strong();
  }
}
