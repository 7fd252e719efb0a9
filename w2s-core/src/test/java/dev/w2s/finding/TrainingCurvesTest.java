package dev.w2s.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.data.Example;
import dev.w2s.data.Part;
import dev.w2s.data.Prediction;
import dev.w2s.data.TrainingStates;
import dev.w2s.finding.Findings.Role;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Loss;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Recipe;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.study.Study;
import dev.w2s.study.StudyAnalyses;
import dev.w2s.study.TrainingLabels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingCurvesTest {
  private static final int SEEDS = 3;
  private static final List<String> ROLES = List.of("weak", "student0", "ceiling");

  /// Gold labels of the validation rows: 1, 0, 1, 0, ...
  private static final List<Example> VALIDATION =
      IntStream.range(0, 10)
          .mapToObj(
              i -> new Example("v" + i, "v" + i, List.of("x"), 1 - i % 2, OptionalDouble.empty()))
          .toList();

  private final SampleAnswers kept = new SampleAnswers();
  private final Map<StepKey, TrainingStates> states = new HashMap<>();
  private List<Example> validation = VALIDATION;

  /// The usual study, whose student is at its best half way.
  private void keepUsual() {
    kept.keepUsual();
    keepStates("weak", List.of(), new int[] {200, 260, 280}, new int[3]);
    keepStates("student0", VALIDATION, new int[] {240, 330, 300}, new int[] {4, 6, 9});
    keepStates("ceiling", VALIDATION, new int[] {300, 340, 360}, new int[] {5, 10, 10});
    for (int seed = 0; seed < SEEDS; seed++) {
      kept.put(
          SamplePlan.key("labels", seed),
          VALIDATION.stream().map(row -> says(row, row.label())).toList());
    }
  }

  /// For each point how many test rows are right, and on how many validation rows the state names
  /// the gold class.
  private void keepStates(String role, List<Example> rows, int[] right, int[] agreeing) {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<TrainingStates.Row> all = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        all.add(row(rows.get(i), i, agreeing));
      }
      for (int i = 0; i < SampleAnswers.ROWS; i++) {
        all.add(row(SampleAnswers.TEST.get(i), i, right));
      }
      states.put(
          SamplePlan.key("trained " + role, seed), new TrainingStates(List.of(2, 4, 6), 6, all));
    }
  }

  private static TrainingStates.Row row(Example row, int index, int[] right) {
    return new TrainingStates.Row(
        row.id(),
        IntStream.of(right)
            .mapToObj(count -> says(row, index < count ? row.label() : 1 - row.label()))
            .map(Prediction::probabilities)
            .toArray(float[][]::new));
  }

  private static Prediction says(Example row, int label) {
    return new Prediction(row.id(), label == 0 ? new float[] {.8f, .2f} : new float[] {.3f, .7f});
  }

  private Findings findings() {
    return Findings.of(
        plan(),
        new KeptAnswers(
            kept::of, (key, points) -> states.get(key), data -> validation, key -> Map.of()),
        SampleAnswers.TEST,
        new LinkedHashMap<>());
  }

  private static Plan plan() {
    Plan plain = SamplePlan.simple(SEEDS);
    Study study =
        Study.builder("sample", plain.study().task())
            .rows(plain.study().rows())
            .weak(SamplePlan.TRAINED)
            .strong("tiny")
            .methods("naive")
            .seeds(SEEDS)
            .analyses(new StudyAnalyses(3, false))
            .build();
    List<PlannedStep> steps = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      for (String role : ROLES) {
        StepKey trained = SamplePlan.key("trained " + role, seed);
        Step.Finetune training = training(study, role, seed);
        Step test = new Step.Evaluate(trained, training.data(), List.of());
        steps.add(new PlannedStep(trained, training, List.of(), "train " + role));
        steps.add(new PlannedStep(SamplePlan.key(role, seed), test, List.of(trained), "test"));
      }
    }
    return new Plan(study, Map.of(), steps, plain.runs());
  }

  private static Step.Finetune training(Study study, String role, int seed) {
    return new Step.Finetune(
        new Step.Data(SamplePlan.key("examples", 0), study.rows(), true, seed),
        role.equals("weak") ? Part.SUPERVISE : Part.TRANSFER,
        role.equals("student0")
            ? new TrainingLabels.Weak(SamplePlan.key("labels", seed))
            : new TrainingLabels.Gold(),
        SamplePlan.MODEL,
        "f",
        Recipe.DEFAULT.toBuilder().learningRate(1e-3).build(),
        new Loss.CrossEntropy(),
        2,
        seed,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        3);
  }

  @Test
  void everyPointIsScoredByItself() {
    keepUsual();

    List<TrainingCurve> curves = findings().analyses().curves();

    assertThat(curves)
        .extracting(TrainingCurve::role)
        .containsExactly(Role.WEAK, Role.STUDENT, Role.CEILING);
    TrainingCurve student = curves.get(1);
    assertThat(student.method()).isEqualTo("naive");
    assertThat(student.points())
        .extracting(point -> point.accuracy().value())
        .containsExactly(240 / 400.0, 330 / 400.0, 300 / 400.0);
    assertThat(student.points())
        .extracting(TrainingCurve.Point::trained)
        .containsExactly(2 / 6.0, 4 / 6.0, 1.0);
    // The weak labels are right on the first 280, 281 and 282 rows.
    assertThat(student.points().getFirst().agreement().orElseThrow().value())
        .isCloseTo((360 + 359 + 358) / 1200.0, within(1e-12));
    assertThat(student.points().getFirst().pgr().orElseThrow().value())
        .isCloseTo((240 - 281) / 80.0, within(1e-12));
    assertThat(student.points())
        .allSatisfy(point ->
            assertThat(point.accuracy().interval().contains(point.accuracy().value())).isTrue());
    assertThat(curves.getFirst().points())
        .allMatch(point -> point.agreement().isEmpty() && point.pgr().isEmpty());
    assertThat(curves.getLast().points()).allMatch(point -> point.agreement().isPresent());
  }

  @Test
  void threeStatesSayWhatTheEndCosts() {
    keepUsual();

    TrainingCurve student = findings().analyses().curves().get(1);

    assertThat(student.best().accuracy().value()).isEqualTo(330 / 400.0);
    assertThat(student.best().trained()).isEqualTo(4 / 6.0);
    assertThat(student.stopped().orElseThrow().trained()).isEqualTo(1);
    assertThat(student.last().accuracy().value()).isEqualTo(300 / 400.0);
    assertThat(student.last().pgr().orElseThrow().value())
        .isCloseTo((300 - 281) / 80.0, within(1e-12));
    assertThat(student.lost().value()).isCloseTo(30 / 400.0, within(1e-12));
    assertThat(student.won().orElseThrow().value()).isZero();
  }

  @Test
  void ofEqualAgreementsTheFirstStops() {
    keepUsual();
    assertThat(findings().analyses().curves().getLast().stopped().orElseThrow().trained())
        .isEqualTo(4 / 6.0);
  }

  @Test
  void aSupervisorIsNotStoppedOnRowsItMustNotSee() {
    keepUsual();
    assertThat(findings().analyses().curves().getFirst().stopped()).isEmpty();
  }

  @Test
  void withoutValidationRowsNothingIsStopped() {
    keepUsual();
    validation = List.of();
    assertThat(findings().analyses().curves()).allMatch(curve -> curve.stopped().isEmpty());
  }

  @Test
  void validationRowsWithoutLabelsAreNotAsked() {
    keepUsual();
    // Of these two rows the first state names the labels of both, the last of one.
    validation = VALIDATION.subList(8, 10);
    keepStates("student0", VALIDATION.reversed(), new int[] {1, 2, 3}, new int[] {10, 3, 1});
    assertThat(findings().analyses().curves().get(1).stopped().orElseThrow().trained())
        .isEqualTo(2 / 6.0);
    for (int seed = 0; seed < SEEDS; seed++) {
      kept.put(SamplePlan.key("labels", seed), List.of(says(VALIDATION.getFirst(), 1)));
    }
    assertThat(findings().analyses().curves().get(1).stopped()).isEmpty();
  }

  @Test
  void everyStateIsALookAtTheTestRows() {
    keepUsual();
    Findings findings = findings();
    assertThat(findings.testEvaluations()).isEqualTo(SEEDS * 3 * (1 + 3));
    assertThat(findings.ledger())
        .filteredOn(look -> look.title().equals("train student0"))
        .hasSize(SEEDS)
        .allMatch(look -> look.states() == 3 && look.of().equals(look.step()));
  }

  @Test
  void stateThatLacksATestRowIsDamage() {
    keepUsual();
    StepKey key = SamplePlan.key("trained student0", 1);
    TrainingStates whole = states.get(key);
    List<TrainingStates.Row> cut = whole.rows().subList(0, whole.rows().size() - 1);
    states.put(key, new TrainingStates(whole.steps(), whole.all(), cut));
    assertThatExceptionOfType(FailedException.class)
        .isThrownBy(this::findings)
        .withMessageContaining("no answer for test row 't399'")
        .withMessageContaining(key.brief());
  }
}
