package dev.w2s.finding;

import static dev.w2s.finding.SamplePlan.FILE;
import static dev.w2s.finding.SamplePlan.TRAINED;
import static dev.w2s.finding.SamplePlan.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.finding.Findings.Evaluation;
import dev.w2s.finding.Findings.MethodComparison;
import dev.w2s.finding.Findings.Role;
import dev.w2s.finding.Findings.RoleCalibration;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.Difference;
import dev.w2s.measure.Outcomes;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Plan;
import dev.w2s.study.StepKey;
import dev.w2s.study.Stop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private final SampleAnswers kept = new SampleAnswers();

  @Test
  void everyRoleIsScoredFromItsOwnPredictions() {
    Plan plan = SamplePlan.of(TRAINED, Stop.LAST, 3, "naive", "confidence");
    kept.keep("weak", 280, 284, 276);
    kept.keep("ceiling", 360, 364, 356);
    kept.keep("student0", 300, 304, 296);
    kept.keep("student1", 340, 344, 336);

    Findings findings = Findings.of(plan, kept::of, SampleAnswers.TEST);

    assertThat(findings.weak().value()).isEqualTo(.7);
    assertThat(findings.ceiling().value()).isEqualTo(.9);
    assertThat(findings.gap().value()).isCloseTo(.2, within(1e-12));
    assertThat(findings.weak().rows()).isEqualTo(SampleAnswers.ROWS);
    assertThat(findings.weak().seeds()).isEqualTo(3);
    assertThat(findings.students())
        .extracting(StudentFinding::method)
        .containsExactly("naive", "confidence");
    StudentFinding confidence = findings.students().getLast();
    assertThat(confidence.accuracy().value()).isEqualTo(.85);
    assertThat(confidence.gain().value()).isCloseTo(.15, within(1e-12));
    assertThat(confidence.agreement().value()).isEqualTo(1 - 60 / 400.0);
    assertThat(confidence.recovery())
        .isInstanceOfSatisfying(
            Recovered.class, r -> assertThat(r.pgr().value()).isCloseTo(.75, within(1e-12)));
    assertThat(findings.seeds().get(1).students()).containsExactly(.76, .86);
    assertThat(findings.seeds().get(2).weak()).isEqualTo(.69);
    assertThat(findings.testEvaluations()).isEqualTo(12);
    assertThat(findings.notes()).isEmpty();
  }

  @Test
  void furtherTestSetIsScoredLikeTheTestRows() {
    Plan plan = SamplePlan.simple(3);
    kept.keep("weak", 280, 284, 276);
    kept.keep("ceiling", 360, 364, 356);
    kept.keep("student0", 300, 304, 296);
    Plan with =
        new Plan(
            plan.study(), plan.models(), plan.steps(), plan.runs(), Map.of("far", plan.runs()));
    List<Example> far = SampleAnswers.TEST.subList(100, 400);
    SequencedMap<String, List<Example>> sets = new LinkedHashMap<>();
    sets.put("far", far);

    Findings findings = Findings.of(with, kept::of, SampleAnswers.TEST, sets);

    Findings own = Findings.of(plan, kept::of, far);
    assertThat(findings.further().keySet()).containsExactly("far");
    Findings on = findings.further().getOrDefault("far", findings);
    assertThat(on.weak()).isEqualTo(own.weak()).isNotEqualTo(findings.weak());
    assertThat(on.students()).isEqualTo(own.students());
    assertThat(on.gap()).isEqualTo(own.gap());
  }

  @Test
  void agreementIsToldWhereTheWeakLabelsAreRightAndWhereTheyAreWrong() {
    kept.keep("weak", 280, 280, 280);
    kept.keep("ceiling", 360, 361, 362);
    kept.keep("student0", 300, 304, 296);

    StudentFinding student =
        Findings.of(SamplePlan.simple(3), kept::of, SampleAnswers.TEST).students().getFirst();

    assertThat(student.agreementWhereRight().orElseThrow().value()).isEqualTo(1);
    assertThat(student.agreementWhereWrong().orElseThrow().value())
        .isCloseTo(1 - 20 / 120.0, within(1e-12));
    assertThat(student.agreementWhereWrong().orElseThrow().interval().contains(1 - 20 / 120.0))
        .isTrue();
  }

  @Test
  void weakLabelsWithoutErrorsHaveNoneToAgreeWith() {
    kept.keep("weak", 400);
    kept.keep("ceiling", 400);
    kept.keep("student0", 390);

    Findings findings = Findings.of(SamplePlan.simple(1), kept::of, SampleAnswers.TEST);

    assertThat(findings.students().getFirst().agreementWhereWrong()).isEmpty();
    assertThat(findings.students().getFirst().recovery())
        .isInstanceOfSatisfying(
            NoGap.class, gap -> assertThat(gap.reason()).startsWith("the test is saturated"));
  }

  @Test
  void everyRoleIsCalibrated() {
    kept.keep("weak", 280);
    kept.keep("ceiling", 360);
    kept.keep("student0", 300);

    List<RoleCalibration> all =
        Findings.of(SamplePlan.simple(1), kept::of, SampleAnswers.TEST).calibrations();

    assertThat(all)
        .extracting(RoleCalibration::role)
        .containsExactly(Role.WEAK, Role.STUDENT, Role.CEILING);
    assertThat(all.get(1).method()).isEqualTo("naive");
    // Each bin: half the rows at .9, half at .8, 300 of 400 right; each level has its own share.
    assertThat(all.get(1).calibration().error().value()).isCloseTo(.1, within(1e-6));
  }

  @Test
  void everyPairOfMethodsIsComparedAndCorrectedTogether() {
    Plan plan = SamplePlan.of(TRAINED, Stop.LAST, 3, "naive", "confidence", "other");
    kept.keep("weak", 280, 280, 280);
    kept.keep("ceiling", 360, 361, 362);
    kept.keep("student0", 300, 304, 296);
    kept.keep("student1", 340, 344, 336);
    kept.keep("student2", 300, 303, 297);

    List<MethodComparison> pairs = Findings.of(plan, kept::of, SampleAnswers.TEST).comparisons();

    assertThat(pairs)
        .extracting(pair -> pair.first() + " - " + pair.second())
        .containsExactly("confidence - naive", "other - naive", "other - confidence");
    MethodComparison clear = pairs.getFirst();
    assertThat(clear.difference().value()).isCloseTo(.1, within(1e-12));
    assertThat(clear.mcNemar().first()).isEqualTo(48);
    assertThat(clear.mcNemar().second()).isZero();
    assertThat(clear.mcNemar().p()).isEqualTo(Math.scalb(1.0, -47));
    assertThat(clear.p()).isLessThan(.001);
    assertThat(clear.holm()).isBetween(2 * clear.p(), 3 * clear.p());
    assertThat(pairs.get(1).holm()).isGreaterThan(.5);
  }

  @Test
  void ledgerNamesEveryEvaluation() {
    kept.keep("weak", 280);
    kept.keep("ceiling", 360);
    kept.keep("student0", 300);
    Plan plan = SamplePlan.simple(1);

    List<Evaluation> ledger = Findings.of(plan, kept::of, SampleAnswers.TEST).ledger();

    assertThat(ledger)
        .extracting(Evaluation::step)
        .containsExactlyInAnyOrder(key("weak", 0), key("ceiling", 0), key("student0", 0));
    assertThat(ledger)
        .allSatisfy(look -> assertThat(look.of()).isEqualTo(key("trained", 0)))
        .allSatisfy(look -> assertThat(look.examples()).isEqualTo(key("examples", 0)))
        .allSatisfy(look -> assertThat(look.rows()).isEqualTo(plan.study().rows().test()));
  }

  @Test
  void gapIsThePairedDifference() {
    Plan plan = SamplePlan.simple(1);
    kept.keep("weak", 280);
    kept.keep("ceiling", 360);
    kept.keep("student0", 300);

    assertThat(Findings.of(plan, kept::of, SampleAnswers.TEST).gap())
        .isEqualTo(Difference.of(outcomes("ceiling"), outcomes("weak")));
  }

  @Test
  void orderOfKeptPredictionsDoesNotMatter() {
    Plan plan = SamplePlan.simple(1);
    kept.keep("weak", 280);
    kept.keep("ceiling", 360);
    kept.keep("student0", 300);
    Findings before = Findings.of(plan, kept::of, SampleAnswers.TEST);
    kept.replaceAll(List::reversed);

    assertThat(Findings.of(plan, kept::of, SampleAnswers.TEST)).isEqualTo(before);
  }

  @Test
  void fileWithSomeTestRowsRestrictsEveryRoleToThem() {
    Plan plan = SamplePlan.of(FILE, Stop.LAST, 3, "naive");
    kept.keep("weak", 280, 280, 280);
    kept.keep("ceiling", 360, 360, 360);
    kept.keep("student0", 300, 300, 300);
    kept.put(key("weak", 0), kept.of(key("weak", 0)).subList(200, 400));

    Findings findings = Findings.of(plan, kept::of, SampleAnswers.TEST);

    assertThat(findings.weak().rows()).isEqualTo(200);
    assertThat(findings.ceiling().rows()).isEqualTo(200);
    assertThat(findings.weak().value()).isEqualTo(80 / 200.0);
    assertThat(findings.ceiling().value()).isEqualTo(160 / 200.0);
    assertThat(findings.notes())
        .contains(
            "The file of weak labels holds 200 of 400 test rows; every number is over these.");
  }

  @Test
  void fileWithoutTestRowsIsTheUsersToMend() {
    Plan plan = SamplePlan.of(FILE, Stop.LAST, 1, "naive");
    kept.put(key("weak", 0), List.of());

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> Findings.of(plan, kept::of, SampleAnswers.TEST))
        .withMessage(
            "the file of weak labels holds none of the 400 test rows, so that its accuracy is"
                + " unknown; add rows for test ids such as 't0'");
  }

  @Test
  void damagedResultsAreNamed() {
    Plan plan = SamplePlan.simple(1);
    kept.keep("weak", 280);
    kept.keep("ceiling", 360);
    kept.keep("student0", 300);
    StepKey ceiling = key("ceiling", 0);
    List<Prediction> whole = kept.of(ceiling);

    kept.put(ceiling, whole.subList(1, SampleAnswers.ROWS));
    assertDamaged(plan, "the kept result of step 000000000000 holds no answer for test row 't0'");
    List<Prediction> twice = new ArrayList<>(whole);
    twice.add(whole.getFirst());
    kept.put(ceiling, twice);
    assertDamaged(plan, "the kept result of step 000000000000 answers row 't0' twice");
    kept.put(ceiling, List.of(new Prediction("t0", new float[] {0, 0, 1})));
    assertDamaged(plan, "answers row 't0' with 3 probabilities in place of 2");
    kept.put(ceiling, List.of(new Prediction("t0", new float[] {Float.NaN, .5f})));
    assertDamaged(plan, "answers row 't0' with the probability NaN");
  }

  private void assertDamaged(Plan plan, String message) {
    assertThatExceptionOfType(FailedException.class)
        .isThrownBy(() -> Findings.of(plan, kept::of, SampleAnswers.TEST))
        .withMessageContaining(message);
  }

  private Outcomes outcomes(String role) {
    int[] labels = kept.of(key(role, 0)).stream().mapToInt(Prediction::label).toArray();
    return Outcomes.of(
        List.of(labels), SampleAnswers.TEST.stream().mapToInt(Example::label).toArray());
  }
}
