package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.finding.Analyses.Bound;
import dev.w2s.finding.Analyses.ChosenRates;
import dev.w2s.finding.Analyses.Dispute;
import dev.w2s.finding.Analyses.GainPredictor;
import dev.w2s.finding.Findings.Evaluation;
import dev.w2s.finding.Findings.MethodComparison;
import dev.w2s.finding.Findings.Role;
import dev.w2s.finding.Findings.RoleCalibration;
import dev.w2s.finding.Findings.SeedFinding;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.Bootstrap;
import dev.w2s.measure.Calibration;
import dev.w2s.measure.Holm;
import dev.w2s.measure.McNemar;
import dev.w2s.measure.Misfit;
import dev.w2s.measure.Outcomes;
import dev.w2s.measure.Pgr;
import dev.w2s.measure.Resamples;
import dev.w2s.problem.BadInputException;
import dev.w2s.store.FactNames;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Scores kept predictions.
final class FindingsReader {
  private final Plan plan;
  private final KeptAnswers kept;
  private final boolean own;
  private final TestAnswers answers;
  private final int testRows;
  private final List<Example> rows;
  private final int[] gold;
  private final Answers weakAnswers;
  private final Answers ceilingAnswers;
  private final List<Answers> studentAnswers;
  private final Outcomes weak;
  private final Outcomes ceiling;
  private final List<Outcomes> students;
  private final List<Outcomes> agreements;
  private final List<Outcomes> rightAgreements;
  private final List<Outcomes> wrongAgreements;
  private final Outcomes weakWrong;
  private final Resamples resamples;
  private final SequencedMap<String, List<Example>> further;
  private final SequencedMap<String, Findings> onFurther = new LinkedHashMap<>();

  /// @param own whether these are the task's own test rows: probes and states answer no others
  FindingsReader(
      Plan plan,
      KeptAnswers kept,
      List<Example> test,
      SequencedMap<String, List<Example>> further,
      boolean own) {
    this.plan = plan;
    this.kept = kept;
    this.own = own;
    this.further = further;
    further.forEach((set, rows) ->
        onFurther.put(
            set,
            new FindingsReader(plan.on(set), kept, rows, new LinkedHashMap<>(), false).read()));
    testRows = test.size();
    answers = new TestAnswers(plan, kept.predictions(), test);
    rows = answers.rows();
    gold = answers.gold();
    weakAnswers = answers.weak();
    ceilingAnswers = answers.ceiling();
    studentAnswers = answers.students();
    weak = Outcomes.of(weakAnswers.labels(), gold);
    ceiling = Outcomes.of(ceilingAnswers.labels(), gold);
    students = studentAnswers.stream().map(s -> Outcomes.of(s.labels(), gold)).toList();
    agreements =
        studentAnswers.stream()
            .map(s -> Outcomes.agreement(s.labels(), weakAnswers.labels()))
            .toList();
    weakWrong = weak.not();
    rightAgreements = agreements.stream().map(weak::and).toList();
    wrongAgreements = agreements.stream().map(weakWrong::and).toList();
    resamples = Bootstrap.STANDARD.of(all());
  }

  Findings read() {
    return new Findings(
        plan,
        resamples.accuracy(weak),
        resamples.accuracy(ceiling),
        resamples.difference(ceiling, weak),
        IntStream.range(0, students.size()).mapToObj(this::student).toList(),
        IntStream.range(0, plan.runs().size()).mapToObj(this::seed).toList(),
        calibrations(),
        comparisons(),
        ledger(),
        analyses(),
        notes(),
        onFurther);
  }

  private Analyses analyses() {
    List<Answers> roles = new ArrayList<>(List.of(weakAnswers));
    roles.addAll(studentAnswers);
    roles.add(ceilingAnswers);
    List<GainPredictor> predictors = new ArrayList<>();
    List<Dispute> disputes = new ArrayList<>();
    List<float[][]> said = weakAnswers.probabilities();
    for (int m = 0; m < students.size(); m++) {
      Answers student = studentAnswers.get(m);
      predictors.add(predictor(method(m), student.probabilities(), said));
      disputes.addAll(Disputes.of(method(m), rows, weakAnswers, student));
    }
    List<String> classes = plan.study().task().classes();
    return new Analyses(
        Slices.of(rows, classes, roles),
        predictors,
        disputes,
        curves(),
        rates(),
        bound(),
        saliency(),
        fewShot(),
        LengthControl.of(plan.study().task(), rows, weak, studentsAndCeiling()),
        List.of());
  }

  private List<Outcomes> studentsAndCeiling() {
    return Stream.concat(students.stream(), Stream.of(ceiling)).toList();
  }

  private List<TrainingCurve> curves() {
    return own && plan.study().analyses().curve() > 0
        ? new TrainingCurves(plan, kept, rows, weakAnswers, ceiling).all()
        : List.of();
  }

  private List<ChosenRates> rates() {
    return own ? new ChosenRatesReader(plan, kept.facts()).all() : List.of();
  }

  private Optional<Bound> bound() {
    return own && plan.study().analyses().bound()
        ? Optional.of(new Bound(plan.runs().stream().map(this::bound).toList()))
        : Optional.empty();
  }

  private double bound(Plan.SeedRun run) {
    StepKey step = run.bound().orElseThrow();
    return Objects.requireNonNull(kept.facts().apply(step).get(FactNames.BOUND), "bound");
  }

  private Optional<Saliency> saliency() {
    return own && plan.study().analyses().saliency()
        ? Optional.of(new SaliencyReader(plan, answers, gold, students).read())
        : Optional.empty();
  }

  private Optional<FewShot> fewShot() {
    int shots = plan.study().analyses().shots();
    if (!own || shots == 0) {
      return Optional.empty();
    }
    Answers shownGold = shown(Plan.Shown::gold);
    Answers shownWeak = shown(Plan.Shown::weak);
    Outcomes ofGold = Outcomes.of(shownGold.labels(), gold);
    Outcomes ofWeak = Outcomes.of(shownWeak.labels(), gold);
    Outcomes same = Outcomes.agreement(shownWeak.labels(), weakAnswers.labels());
    Resamples alone = Bootstrap.STANDARD.of(List.of(ofGold, ofWeak, same));
    return Optional.of(
        new FewShot(
            shots,
            alone.accuracy(ofGold),
            alone.accuracy(ofWeak),
            alone.difference(ofGold, ofWeak),
            alone.accuracy(same)));
  }

  private Answers shown(Function<Plan.Shown, StepKey> which) {
    return answers.of(
        "a prompt",
        plan.runs().stream().map(run -> which.apply(run.shown().orElseThrow())).toList());
  }

  private GainPredictor predictor(String method, List<float[][]> student, List<float[][]> said) {
    return new GainPredictor(
        method,
        Misfit.squared(student, said),
        Misfit.divergence(student, said),
        Misfit.squaredErrorGain(student, said, gold));
  }

  Pilot pilot() {
    if (weak.rows() < 2) {
      throw new BadInputException("a pilot needs at least 2 test rows but there is 1");
    }
    List<Pilot.Contrast> contrasts = new ArrayList<>();
    for (int m = 0; m < students.size(); m++) {
      String name = "student (%s) - weak labels".formatted(method(m));
      contrasts.add(contrast(name, students.get(m), weak));
    }
    for (int m = 1; m < students.size(); m++) {
      String name = "%s - %s".formatted(method(m), method(0));
      contrasts.add(contrast(name, students.get(m), students.getFirst()));
    }
    return new Pilot(weak.seeds(), weak.rows(), contrasts);
  }

  private Pilot.Contrast contrast(String name, Outcomes first, Outcomes second) {
    double difference = first.accuracy() - second.accuracy();
    return new Pilot.Contrast(name, difference, resamples.components(first, second));
  }

  private List<Outcomes> all() {
    List<Outcomes> all = new ArrayList<>(List.of(weak, ceiling, weakWrong));
    all.addAll(students);
    all.addAll(agreements);
    all.addAll(rightAgreements);
    all.addAll(wrongAgreements);
    return all;
  }

  private StudentFinding student(int index) {
    Outcomes student = students.get(index);
    return new StudentFinding(
        method(index),
        resamples.accuracy(student),
        resamples.difference(student, weak),
        resamples.accuracy(agreements.get(index)),
        resamples.share(rightAgreements.get(index), weak),
        resamples.share(wrongAgreements.get(index), weakWrong),
        Pgr.of(resamples, weak, student, ceiling, plan.study().task().guesses()));
  }

  private SeedFinding seed(int index) {
    return new SeedFinding(
        plan.runs().get(index).seed(),
        weak.accuracy(index),
        ceiling.accuracy(index),
        students.stream().map(student -> student.accuracy(index)).toList());
  }

  private List<RoleCalibration> calibrations() {
    List<RoleCalibration> all = new ArrayList<>();
    all.add(calibration(Role.WEAK, "", weakAnswers, weak));
    for (int m = 0; m < students.size(); m++) {
      all.add(calibration(Role.STUDENT, method(m), studentAnswers.get(m), students.get(m)));
    }
    all.add(calibration(Role.CEILING, "", ceilingAnswers, ceiling));
    return all;
  }

  private static RoleCalibration calibration(
      Role role, String method, Answers answers, Outcomes right) {
    return new RoleCalibration(role, method, Calibration.of(answers.confidence(), right));
  }

  private List<MethodComparison> comparisons() {
    List<MethodComparison> pairs = new ArrayList<>();
    for (int second = 0; second < students.size(); second++) {
      for (int first = second + 1; first < students.size(); first++) {
        pairs.add(pair(first, second));
      }
    }
    double[] holm = Holm.adjust(pairs.stream().mapToDouble(MethodComparison::p).toArray());
    return IntStream.range(0, pairs.size()).mapToObj(i -> adjusted(pairs.get(i), holm[i])).toList();
  }

  private MethodComparison pair(int first, int second) {
    Outcomes one = students.get(first);
    Outcomes other = students.get(second);
    double p = resamples.pValue(one, other);
    return new MethodComparison(
        method(first),
        method(second),
        resamples.difference(one, other),
        p,
        p,
        McNemar.of(one, other));
  }

  private static MethodComparison adjusted(MethodComparison pair, double holm) {
    return new MethodComparison(
        pair.first(), pair.second(), pair.difference(), pair.p(), holm, pair.mcNemar());
  }

  private String method(int index) {
    return plan.study().methods().get(index).name();
  }

  private List<Evaluation> ledger() {
    List<Evaluation> ledger = new ArrayList<>();
    for (PlannedStep planned : plan.steps()) {
      look(planned).ifPresent(ledger::add);
    }
    return ledger;
  }

  private Optional<Evaluation> look(PlannedStep planned) {
    if (planned.step() instanceof Step.Evaluate(StepKey of, Step.Data data, _, _)) {
      return Optional.of(look(planned, of, data, 1));
    }
    return planned.step() instanceof Step.Finetune training && training.states() > 0
        ? Optional.of(look(planned, planned.key(), training.data(), training.states()))
        : Optional.empty();
  }

  private Evaluation look(PlannedStep planned, StepKey of, Step.Data data, int states) {
    return new Evaluation(planned.key(), of, planned.title(), data.examples(), rows(data), states);
  }

  private int rows(Step.Data data) {
    return data.test().map(further::get).map(List::size).orElse(data.rows().test());
  }

  private List<String> notes() {
    Notes notes = new Notes(plan, weak.rows()).ofProtocol(testRows).ofDesign(gold);
    notes.ofWeak(resamples.accuracy(weak)).ofGap(resamples.difference(ceiling, weak));
    notes.ofCollapse(weakAnswers).ofCollapse(ceilingAnswers).ofRepetition(ceilingAnswers);
    if (!plan.study().weak().models().isEmpty()) {
      notes.ofRepetition(weakAnswers);
    }
    for (int i = 0; i < students.size(); i++) {
      Answers student = studentAnswers.get(i);
      notes.ofCollapse(student).ofRepetition(student);
      notes.ofStudent(student, resamples.difference(students.get(i), ceiling));
    }
    return withFurther(notes.lines());
  }

  /// What is to be known of further test sets alone, behind what is to be known anyway.
  private List<String> withFurther(List<String> own) {
    List<String> all = new ArrayList<>(own);
    onFurther.forEach((set, on) ->
        on.notes().stream()
            .filter(note -> !own.contains(note))
            .forEach(note -> all.add("On test set %s: %s".formatted(set, note))));
    return all;
  }
}
