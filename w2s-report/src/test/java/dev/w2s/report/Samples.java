package dev.w2s.report;

import dev.w2s.chess.Board;
import dev.w2s.data.Match;
import dev.w2s.data.Reference;
import dev.w2s.finding.Analyses;
import dev.w2s.finding.Analyses.Bound;
import dev.w2s.finding.Analyses.By;
import dev.w2s.finding.Analyses.ChosenRates;
import dev.w2s.finding.Analyses.Dispute;
import dev.w2s.finding.Analyses.GainPredictor;
import dev.w2s.finding.Analyses.Slice;
import dev.w2s.finding.FewShot;
import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.Evaluation;
import dev.w2s.finding.Findings.MethodComparison;
import dev.w2s.finding.Findings.Role;
import dev.w2s.finding.Findings.RoleCalibration;
import dev.w2s.finding.Findings.SeedFinding;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.finding.LengthControl;
import dev.w2s.finding.Saliency;
import dev.w2s.finding.TrainingCurve;
import dev.w2s.finding.WrittenRow;
import dev.w2s.measure.Calibration;
import dev.w2s.measure.Calibration.Bin;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Interval;
import dev.w2s.measure.McNemar;
import dev.w2s.measure.Recovery;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Recipe;
import dev.w2s.study.Step;
import dev.w2s.study.Supervisor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Findings as studies give them.
public final class Samples {
  public static final Background BACKGROUND =
      new Background(
          "study: gloss\ntask: wordnet-gloss # <b>mine</b>\n",
          "study: gloss\nrows: {train: 8000, validation: 1000, test: 2000}\n",
          List.of(new Fact("JDK", "25.0.1"), new Fact("device", "CPU, 2 threads")),
          Map.of(SamplePlans.key(2), "2026-01-02T03:04:05Z"));

  private Samples() {}

  /// Two methods, three seeds, a clear gap.
  public static Findings clear() {
    return of(
        "gloss",
        new Supervisor.Trained(SamplePlans.WEAK, Recipe.DEFAULT),
        List.of("no", "yes"),
        List.of("naive", "confidence"),
        List.of(
            new Recovered(estimate(.3414, .25, .44)), new Recovered(estimate(.5605, .43, .7049))),
        List.of());
  }

  /// [#clear] with the same once more on a further test set.
  public static Findings shifted() {
    Findings clear = clear();
    SequencedMap<String, Findings> further = new LinkedHashMap<>();
    further.put("kitchen", clear);
    return with(clear, clear.analyses(), further);
  }

  /// [#clear] with all further analyses: the student is best half way.
  public static Findings analysed() {
    Findings clear = clear();
    Analyses plain = clear.analyses();
    List<TrainingCurve> curves =
        List.of(
            SampleCurves.of(Role.WEAK, "", .60, .71, .70),
            SampleCurves.of(Role.STUDENT, "naive", .61, .79, .75),
            SampleCurves.of(Role.STUDENT, "confidence", .58, .76, .78),
            SampleCurves.of(Role.CEILING, "", .66, .81, .84));
    Saliency saliency =
        new Saliency(
            estimate(.7215, .7102, .7321),
            List.of(
                new Saliency.After(
                    "naive",
                    estimate(.8213, .8101, .8334),
                    estimate(.0998, .0811, .1173),
                    estimate(.0713, .0522, .0917)),
                new Saliency.After(
                    "confidence",
                    estimate(.8044, .7925, .8152),
                    estimate(.0829, .0633, .1017),
                    estimate(.0244, .0061, .0432))));
    FewShot fewShot =
        new FewShot(
            5,
            estimate(.6812, .6633, .6991),
            estimate(.6415, .6221, .6607),
            estimate(.0397, .0212, .0584),
            estimate(.6931, .6752, .7114));
    return with(
        clear,
        new Analyses(
            plain.slices(),
            plain.predictors(),
            plain.disputes(),
            curves,
            List.of(
                new ChosenRates(Role.STUDENT, "naive", List.of(2e-5, 1e-4), List.of(1e-4, 2e-5)),
                new ChosenRates(Role.CEILING, "", List.of(2e-5, 1e-4), List.of(1e-4, 1e-4))),
            Optional.of(new Bound(List.of(.4321, .4567))),
            Optional.of(saliency),
            Optional.of(fewShot),
            Optional.of(lengthControl()),
            List.of()),
        clear.further());
  }

  private static LengthControl lengthControl() {
    return new LengthControl(
        1_150,
        830,
        20,
        List.of(
            controlled(.5512, 0),
            controlled(.5634, .0122),
            controlled(.5723, .0211),
            controlled(.6019, .0507)));
  }

  private static LengthControl.Controlled controlled(double accuracy, double over) {
    return new LengthControl.Controlled(
        estimate(accuracy, accuracy - .0214, accuracy + .0207),
        estimate(accuracy + .1, accuracy + .0811, accuracy + .1233),
        estimate(accuracy - .1, accuracy - .1309, accuracy - .0715),
        over == 0 ? Optional.empty() : Optional.of(estimate(over, over - .0151, over + .0149)));
  }

  private static Findings with(
      Findings of, Analyses analyses, SequencedMap<String, Findings> further) {
    return new Findings(
        of.plan(),
        of.weak(),
        of.ceiling(),
        of.gap(),
        of.students(),
        of.seeds(),
        of.calibrations(),
        of.comparisons(),
        of.ledger(),
        analyses,
        of.notes(),
        further);
  }

  /// [#clear] of a task whose answers are written: a puzzle that the student alone solves, and
  /// another text that nobody knows.
  public static Findings written() {
    Findings clear = clear();
    String position = Board.ofFen("6k1/5ppp/8/8/8/8/8/K3R3 w - - 0 1").words() + " ?";
    WrittenRow puzzle =
        new WrittenRow(
            WrittenRow.Kind.STUDENT_RIGHT,
            "0DEHX",
            position,
            new Reference("e1e8", Match.MOVE),
            OptionalDouble.of(1154),
            List.of(
                said(Role.WEAK, "", "e1e9x", false, Optional.of(false)),
                said(Role.STUDENT, "naive", "e1e8", true, Optional.of(true)),
                said(Role.STUDENT, "confidence", "a1a2", false, Optional.of(true)),
                said(Role.CEILING, "", "e1e8", true, Optional.of(true))));
    WrittenRow question =
        new WrittenRow(
            WrittenRow.Kind.BOTH_WRONG,
            "q7",
            "Question: <b>how</b> many?",
            new Reference("1,200", Match.NUMBER),
            OptionalDouble.empty(),
            List.of(said(Role.WEAK, "", "<i>7</i>", false, Optional.empty())));
    Analyses of = clear.analyses();
    return new Findings(
        clear.plan(),
        clear.weak(),
        clear.ceiling(),
        clear.gap(),
        clear.students(),
        clear.seeds(),
        clear.calibrations(),
        clear.comparisons(),
        clear.ledger(),
        new Analyses(
            of.slices(),
            of.predictors(),
            of.disputes(),
            of.curves(),
            of.rates(),
            of.bound(),
            of.saliency(),
            of.fewShot(),
            of.lengthControl(),
            List.of(puzzle, question)),
        clear.notes(),
        clear.further());
  }

  private static WrittenRow.Said said(
      Role role, String method, String text, boolean right, Optional<Boolean> legal) {
    return new WrittenRow.Said(role, method, text, right, legal);
  }

  /// No gap, one method, labels of a file, and text that tries to break out of wherever it is put.
  public static Findings hostile() {
    return of(
        "hostile",
        new Supervisor.Labels(Path.of("</script><script>alert(1)</script>, \"quoted\".csv")),
        List.of("<script>alert('no')</script>", "\"><img src=x onerror=alert(2)>"),
        List.of("a-method-with-a-name-that-is-longer-than-anyone-would-have-it-in-a-table"),
        List.of(new NoGap("ceiling - weak is 0.4 points, <i>which</i> may be 0, \"really\"")),
        List.of("Seed 1: the ceiling collapsed to one class, '<script>alert(3)</script>'."));
  }

  /// Six methods; PGR so uncertain that intervals leave the plot, one student above the ceiling,
  /// one below its supervisor.
  public static Findings wide() {
    return of(
        "wide",
        new Supervisor.Trained(SamplePlans.WEAK, Recipe.DEFAULT),
        List.of("animal", "artifact", "food"),
        List.of("naive", "confidence", "confidence-openai", "entropy", "product", "reverse-kl"),
        List.of(
            new Recovered(estimate(.34, -3.1, 4.2)),
            new Recovered(estimate(.56, .1, 2.4)),
            new Recovered(estimate(1.3, .9, 1.7)),
            new Recovered(estimate(-.4, -1.2, .1)),
            new Recovered(estimate(2.5, 2.1, 3.1)),
            new Recovered(estimate(0, 0, 0))),
        List.of("Only 2 seeds: they say little of others, so that intervals are wide and rough."));
  }

  /// Fifteen methods.
  public static Findings large(String name) {
    List<String> methods = IntStream.range(0, 15).mapToObj(m -> "method-" + m).toList();
    return of(
        name,
        new Supervisor.Trained(SamplePlans.WEAK, Recipe.DEFAULT),
        List.of("no", "yes"),
        methods,
        methods.stream().map(m -> (Recovery) new Recovered(estimate(.3414, .25, .44))).toList(),
        List.of());
  }

  private static Findings of(
      String name,
      Supervisor weak,
      List<String> classes,
      List<String> methods,
      List<Recovery> recoveries,
      List<String> notes) {
    Plan plan = SamplePlans.of(name, weak, classes, methods);
    List<StudentFinding> students = new ArrayList<>();
    for (int m = 0; m < methods.size(); m++) {
      double accuracy = .75 + .03 * m;
      students.add(
          new StudentFinding(
              methods.get(m),
              estimate(accuracy, accuracy - .011, accuracy + .0112),
              estimate(accuracy - .7012, .036, .091),
              estimate(.88 - .02 * m, .86, .91),
              Optional.of(estimate(.951 - .01 * m, .931, .962)),
              m == 1 ? Optional.empty() : Optional.of(estimate(.612, .571, .653)),
              recoveries.get(m)));
    }
    List<SeedFinding> seeds =
        LongStream.range(0, 3)
            .mapToObj(s ->
                new SeedFinding(
                    s,
                    .7012 + .004 * (s - 1),
                    .8433 - .003 * (s - 1),
                    students.stream().map(x -> x.accuracy().value() + .006 * (s - 1)).toList()))
            .toList();
    return new Findings(
        plan,
        estimate(.7012, .6891, .7134),
        estimate(.8433, .8341, .8523),
        estimate(.1421, .1279, .1562),
        students,
        seeds,
        calibrations(methods),
        comparisons(methods),
        plan.steps().stream().map(Samples::look).toList(),
        analyses(classes, students),
        notes,
        new LinkedHashMap<>());
  }

  private static Analyses analyses(List<String> classes, List<StudentFinding> students) {
    List<GainPredictor> predictors = new ArrayList<>();
    List<Dispute> disputes = new ArrayList<>();
    for (StudentFinding student : students) {
      double misfit = 1.21 - student.agreement().value();
      predictors.add(
          new GainPredictor(
              student.method(),
              estimate(misfit / 4, misfit / 4.3, misfit / 3.7),
              estimate(misfit / 2, misfit / 2.2, misfit / 1.9),
              estimate(misfit / 5, misfit / 9, misfit / 3)));
      disputes.add(
          new Dispute(
              student.method(),
              "t17",
              List.of("<b>first</b> text", "second text"),
              0,
              1,
              .8125,
              0,
              .9375,
              .75));
    }
    List<Slice> slices =
        List.of(
            slice(By.LENGTH, "2-9", students),
            slice(By.LENGTH, "10-31", students),
            slice(By.DIFFICULTY, "0.25-0.50", students),
            slice(By.CLASS, classes.getFirst(), students),
            slice(By.GROUP, "g1", students));
    return new Analyses(
        slices,
        predictors,
        disputes,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Slice slice(By by, String name, List<StudentFinding> students) {
    double add = .001 * name.length();
    List<Estimate> accuracies = new ArrayList<>(List.of(estimate(.6 + add, .5 + add, .7 + add)));
    students.forEach(x -> accuracies.add(estimate(x.accuracy().value() + add, .65 + add, .95)));
    accuracies.add(estimate(.8 + add, .7 + add, .91));
    return new Slice(by, name, 500, accuracies);
  }

  private static List<RoleCalibration> calibrations(List<String> methods) {
    List<RoleCalibration> all = new ArrayList<>();
    all.add(new RoleCalibration(Role.WEAK, "", calibration(.0311)));
    methods.forEach(
        m -> all.add(new RoleCalibration(Role.STUDENT, m, calibration(.05 + .01 * all.size()))));
    all.add(new RoleCalibration(Role.CEILING, "", calibration(.0287)));
    return all;
  }

  private static Calibration calibration(double error) {
    return new Calibration(
        estimate(error, error - .012, error + .0141),
        List.of(new Bin(3_000, .62, .58), new Bin(3_000, .93, .82)));
  }

  /// Every method against the first.
  private static List<MethodComparison> comparisons(List<String> methods) {
    return methods.stream()
        .skip(1)
        .map(m ->
            new MethodComparison(
                m,
                methods.getFirst(),
                estimate(.0302, .0119, .0484),
                .0042,
                .0084,
                new McNemar(81, 21, .00001)))
        .toList();
  }

  private static Evaluation look(PlannedStep planned) {
    Step.Evaluate step = (Step.Evaluate) planned.step();
    return new Evaluation(
        planned.key(), step.of(), planned.title(), step.data().examples(), 2_000, 1);
  }

  static Estimate estimate(double value, double low, double high) {
    return new Estimate(value, new Interval(low, high, .95), 2_000, 3);
  }
}
