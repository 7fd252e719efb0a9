package dev.w2s.report.internal;

import dev.w2s.finding.Analyses.Dispute;
import dev.w2s.finding.Analyses.GainPredictor;
import dev.w2s.finding.Analyses.Slice;
import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.Evaluation;
import dev.w2s.finding.Findings.MethodComparison;
import dev.w2s.finding.Findings.RoleCalibration;
import dev.w2s.finding.Findings.SeedFinding;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.finding.Overview;
import dev.w2s.finding.Overview.PooledComparison;
import dev.w2s.finding.Overview.PooledMethod;
import dev.w2s.finding.PredictorCheck;
import dev.w2s.measure.Bootstrap;
import dev.w2s.measure.Calibration;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Median;
import dev.w2s.measure.Recovery;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Plan.SeedRun;
import dev.w2s.study.PlannedStep;
import dev.w2s.yaml.YamlValue;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Results for programs. Nothing in it tells of the machine or the hour: equal results give equal
/// bytes. Numbers are written so that they read back to the same double.
public final class ResultsJson {
  /// Grows whenever a program that reads the file would have to be changed.
  public static final int FORMAT = 1;

  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withArrayIndenter(INDENT).withObjectIndenter(INDENT))
          .build();

  private final Findings findings;

  private ResultsJson(Findings findings) {
    this.findings = findings;
  }

  /// The whole file.
  ///
  /// @param studyFile text of the study file
  public static String of(Findings findings, String studyFile) {
    ObjectNode root = new ResultsJson(findings).root(studyFile);
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /// The whole file of several studies: all that the files of the single studies hold but their
  /// steps, then the methods over them.
  ///
  /// @param studyFile text of the study file
  public static String of(Overview overview, String studyFile) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT);
    root.put("name", overview.name());
    ArrayNode studies = root.putArray("studies");
    overview.studies().forEach(study -> new ResultsJson(study).study(studies.addObject()));
    pooled(root.putArray("pooled"), overview.pooled());
    against(root.putArray("comparisons"), overview.comparisons());
    predictors(root.putArray("gainPredictors"), overview.predictors());
    root.put("studyFile", studyFile);
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void pooled(ArrayNode nodes, List<PooledMethod> methods) {
    for (PooledMethod of : methods) {
      ObjectNode node = nodes.addObject();
      node.put("method", of.method());
      of.pair().ifPresent(pair -> node.put("weak", pair.weak()).put("strong", pair.strong()));
      median(node.putObject("gain"), of.result().gain());
      node.put("p", of.result().test().p());
      node.put("pHolm", of.holm());
      of.result().pgr().ifPresent(pgr -> median(node.putObject("pgr"), pgr));
      node.put("noGap", of.result().noGap());
    }
  }

  private static void against(ArrayNode nodes, List<PooledComparison> comparisons) {
    for (PooledComparison of : comparisons) {
      ObjectNode node = nodes.addObject();
      node.put("first", of.first());
      node.put("second", of.second());
      median(node.putObject("difference"), of.difference());
      node.put("p", of.test().p());
      node.put("pHolm", of.holm());
    }
  }

  private static void predictors(ArrayNode nodes, List<PredictorCheck> checks) {
    for (PredictorCheck check : checks) {
      ObjectNode node = nodes.addObject();
      node.put("predictor", check.predictor().name().toLowerCase(Locale.ROOT));
      node.put("of", check.predictor().outcome().name().toLowerCase(Locale.ROOT));
      check
          .correlation()
          .ifPresent(found -> {
            node.put("rankCorrelation", found.value());
            node.put("cases", found.cases());
            node.put("tasks", found.groups());
            found
                .interval()
                .ifPresent(ends ->
                    node.put("low", ends.low())
                        .put("high", ends.high())
                        .put("level", ends.level()));
          });
    }
  }

  private static void median(ObjectNode node, Median median) {
    node.put("median", median.value());
    node.put("studies", median.count());
    median
        .interval()
        .ifPresent(ends ->
            node.put("low", ends.low()).put("high", ends.high()).put("level", ends.level()));
  }

  private ObjectNode root(String studyFile) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT);
    study(root);
    steps(root.putArray("steps"));
    root.put("studyFile", studyFile);
    return root;
  }

  private void study(ObjectNode root) {
    root.put("study", findings.plan().study().name());
    root.put("task", findings.plan().study().task().name());
    root.put("taskVersion", findings.plan().study().task().version());
    classes(root.putArray("classes"));
    models(root.putArray("models"));
    bootstrap(root.putObject("bootstrap"));
    root.put("testEvaluations", findings.testEvaluations());
    ledger(root.putArray("testLedger"));
    role(root.putObject("weak"), findings.weak(), findings.calibrations().getFirst());
    role(root.putObject("ceiling"), findings.ceiling(), findings.calibrations().getLast());
    estimate(root.putObject("gap"), findings.gap());
    students(root.putArray("students"));
    comparisons(root.putArray("comparisons"));
    seeds(root.putArray("seeds"));
    slices(root.putArray("slices"));
    disputes(root.putArray("disputes"));
    AnalysesJson.write(root, findings.analyses());
    findings
        .analyses()
        .lengthControl()
        .ifPresent(found -> AnalysesJson.lengthControl(root, found, methods()));
    WrittenJson.put(findings.analyses().written(), root);
    findings.notes().forEach(root.putArray("notes")::add);
    further(root.putArray("furtherTests"));
  }

  private void further(ArrayNode sets) {
    findings
        .further()
        .forEach((name, on) -> {
          ObjectNode node = sets.addObject();
          node.put("test", name);
          estimate(node.putObject("weak"), on.weak());
          estimate(node.putObject("ceiling"), on.ceiling());
          estimate(node.putObject("gap"), on.gap());
          on.students().forEach(student -> further(node.withArray("students"), student));
        });
  }

  private static void further(ArrayNode students, StudentFinding student) {
    ObjectNode node = students.addObject();
    node.put("method", student.method());
    estimate(node.putObject("accuracy"), student.accuracy());
    estimate(node.putObject("gain"), student.gain());
    recovery(node, student.recovery());
  }

  private void classes(ArrayNode classes) {
    findings.plan().study().task().classes().forEach(classes::add);
  }

  private void models(ArrayNode models) {
    findings.plan().models().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .forEach(entry -> model(models.addObject(), entry));
  }

  private static void model(ObjectNode node, Map.Entry<ModelSpec, ModelFacts> entry) {
    ModelFacts facts = entry.getValue();
    node.put("source", entry.getKey().source());
    entry.getKey().layers().ifPresent(layers -> node.put("firstLayers", layers));
    entry.getKey().pooling().ifPresent(how -> node.put("pooling", YamlValue.dashed(how)));
    node.put("family", facts.family());
    node.put("parameters", facts.parameters());
    node.put("bodyParameters", facts.bodyParameters());
    node.put("layers", facts.layers());
    node.put("hidden", facts.hidden());
    node.put("maxTokens", facts.maxTokens());
    node.put("fingerprint", facts.fingerprint());
  }

  private static void bootstrap(ObjectNode node) {
    node.put("resamples", Bootstrap.STANDARD.resamples());
    node.put("seed", Bootstrap.STANDARD.seed());
    node.put("level", Bootstrap.STANDARD.level());
  }

  private List<String> methods() {
    return findings.students().stream().map(StudentFinding::method).toList();
  }

  private void students(ArrayNode students) {
    for (int m = 0; m < findings.students().size(); m++) {
      StudentFinding student = findings.students().get(m);
      ObjectNode node = students.addObject();
      node.put("method", student.method());
      estimate(node.putObject("accuracy"), student.accuracy());
      estimate(node.putObject("gain"), student.gain());
      estimate(node.putObject("agreement"), student.agreement());
      student
          .agreementWhereRight()
          .ifPresent(share -> estimate(node.putObject("agreementWhereRight"), share));
      student
          .agreementWhereWrong()
          .ifPresent(share -> estimate(node.putObject("agreementWhereWrong"), share));
      calibration(node, findings.calibrations().get(m + 1).calibration());
      recovery(node, student.recovery());
      predictor(node.putObject("gainPredictors"), findings.analyses().predictors().get(m));
    }
  }

  private static void predictor(ObjectNode node, GainPredictor predictor) {
    estimate(node.putObject("misfit"), predictor.misfit());
    estimate(node.putObject("divergence"), predictor.divergence());
    estimate(node.putObject("squaredErrorGain"), predictor.squaredErrorGain());
  }

  private void slices(ArrayNode slices) {
    for (Slice slice : findings.analyses().slices()) {
      ObjectNode node = slices.addObject();
      node.put("by", slice.by().name().toLowerCase(Locale.ROOT));
      node.put("name", slice.name());
      node.put("rows", slice.rows());
      estimate(node.putObject("weak"), slice.accuracies().getFirst());
      ArrayNode students = node.putArray("students");
      for (int m = 0; m < findings.students().size(); m++) {
        ObjectNode student = students.addObject();
        student.put("method", findings.students().get(m).method());
        estimate(student, slice.accuracies().get(m + 1));
      }
      estimate(node.putObject("ceiling"), slice.accuracies().getLast());
    }
  }

  private void disputes(ArrayNode disputes) {
    List<String> classes = findings.plan().study().task().classes();
    for (Dispute dispute : findings.analyses().disputes()) {
      ObjectNode node = disputes.addObject();
      node.put("method", dispute.method());
      node.put("id", dispute.id());
      node.put("gold", classes.get(dispute.gold()));
      node.put("weak", classes.get(dispute.weak()));
      node.put("weakProbability", dispute.weakProbability());
      node.put("student", classes.get(dispute.student()));
      node.put("studentProbability", dispute.studentProbability());
      node.put("distance", dispute.distance());
    }
  }

  private static void role(ObjectNode node, Estimate accuracy, RoleCalibration of) {
    estimate(node, accuracy);
    calibration(node, of.calibration());
  }

  private static void calibration(ObjectNode role, Calibration calibration) {
    ObjectNode node = role.putObject("calibration");
    estimate(node.putObject("error"), calibration.error());
    ArrayNode bins = node.putArray("bins");
    for (Calibration.Bin bin : calibration.bins()) {
      bins.addObject()
          .put("answers", bin.answers())
          .put("confidence", bin.confidence())
          .put("accuracy", bin.accuracy());
    }
  }

  private void comparisons(ArrayNode comparisons) {
    for (MethodComparison pair : findings.comparisons()) {
      ObjectNode node = comparisons.addObject();
      node.put("first", pair.first());
      node.put("second", pair.second());
      estimate(node.putObject("difference"), pair.difference());
      node.put("p", pair.p());
      node.put("pHolm", pair.holm());
      ObjectNode rows = node.putObject("mcNemar");
      rows.put("rowsForFirst", pair.mcNemar().first());
      rows.put("rowsForSecond", pair.mcNemar().second());
      rows.put("p", pair.mcNemar().p());
    }
  }

  private void ledger(ArrayNode ledger) {
    for (Evaluation look : findings.ledger()) {
      ObjectNode node = ledger.addObject();
      node.put("step", look.step().hex());
      node.put("title", look.title());
      node.put("of", look.of().hex());
      node.put("examples", look.examples().hex());
      node.put("rows", look.rows());
      node.put("states", look.states());
    }
  }

  private static void recovery(ObjectNode node, Recovery recovery) {
    switch (recovery) {
      case Recovered(Estimate pgr) -> estimate(node.putObject("pgr"), pgr);
      case NoGap(String reason) -> node.put("noGap", reason);
    }
  }

  static void estimate(ObjectNode node, Estimate estimate) {
    node.put("value", estimate.value());
    node.put("low", estimate.interval().low());
    node.put("high", estimate.interval().high());
    node.put("level", estimate.interval().level());
    node.put("rows", estimate.rows());
    node.put("seeds", estimate.seeds());
  }

  private void seeds(ArrayNode seeds) {
    for (int i = 0; i < findings.seeds().size(); i++) {
      seed(seeds.addObject(), findings.seeds().get(i), findings.plan().runs().get(i));
    }
  }

  private void seed(ObjectNode node, SeedFinding seed, SeedRun run) {
    node.put("seed", seed.seed());
    single(node.putObject("weak"), seed.weak(), run.weak().hex());
    single(node.putObject("ceiling"), seed.ceiling(), run.ceiling().hex());
    ArrayNode students = node.putArray("students");
    for (int m = 0; m < seed.students().size(); m++) {
      ObjectNode student = students.addObject();
      student.put("method", findings.students().get(m).method());
      single(student, seed.students().get(m), run.students().get(m).hex());
    }
  }

  private static void single(ObjectNode node, double accuracy, String key) {
    node.put("accuracy", accuracy);
    node.put("step", key);
  }

  private void steps(ArrayNode steps) {
    for (PlannedStep step : findings.plan().steps()) {
      ObjectNode node = steps.addObject();
      node.put("key", step.key().hex());
      node.put("title", step.title());
      step.needs().forEach(need -> need(node, need.hex()));
    }
  }

  private static void need(ObjectNode step, String key) {
    step.withArray("needs").add(key);
  }
}
