package dev.w2s.finding;

import static dev.w2s.finding.SamplePlan.FILE;
import static dev.w2s.finding.SamplePlan.TRAINED;
import static dev.w2s.finding.SamplePlan.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final int ROWS = 400;
  private static final List<Example> TEST =
      IntStream.range(0, ROWS)
          .mapToObj(i -> new Example("t" + i, "g" + i, List.of("x"), i % 2, OptionalDouble.empty()))
          .toList();

  private final Map<StepKey, List<Prediction>> kept = new HashMap<>();

  @Test
  void everyRoleIsScoredFromItsOwnPredictions() {
    Plan plan = SamplePlan.of(TRAINED, Stop.LAST, 3, "naive", "confidence");
    keep("weak", 280, 284, 276);
    keep("ceiling", 360, 364, 356);
    keep("student0", 300, 304, 296);
    keep("student1", 340, 344, 336);

    Findings findings = Findings.of(plan, kept::get, TEST);

    assertThat(findings.weak().value()).isEqualTo(.7);
    assertThat(findings.ceiling().value()).isEqualTo(.9);
    assertThat(findings.gap().value()).isCloseTo(.2, within(1e-12));
    assertThat(findings.weak().rows()).isEqualTo(ROWS);
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
  void gapIsThePairedDifference() {
    Plan plan = simple(1);
    keep("weak", 280);
    keep("ceiling", 360);
    keep("student0", 300);

    assertThat(Findings.of(plan, kept::get, TEST).gap())
        .isEqualTo(Difference.of(outcomes("ceiling"), outcomes("weak")));
  }

  @Test
  void orderOfKeptPredictionsDoesNotMatter() {
    Plan plan = simple(1);
    keep("weak", 280);
    keep("ceiling", 360);
    keep("student0", 300);
    Findings before = Findings.of(plan, kept::get, TEST);
    kept.replaceAll((key, rows) -> rows.reversed());

    assertThat(Findings.of(plan, kept::get, TEST)).isEqualTo(before);
  }

  @Test
  void oneSeedAndTwoSeedsAreNoted() {
    assertThat(plainNotes(1)).singleElement().asString().startsWith("One seed: ");
    assertThat(plainNotes(2)).singleElement().asString().startsWith("Only 2 seeds: ");
    assertThat(plainNotes(3)).isEmpty();
  }

  @Test
  void oracleIsNoted() {
    Plan plan = SamplePlan.of(TRAINED, Stop.ORACLE, 3, "naive");
    keep("weak", 280, 280, 280);
    keep("ceiling", 360, 360, 360);
    keep("student0", 300, 300, 300);

    assertThat(Findings.of(plan, kept::get, TEST).notes())
        .singleElement()
        .asString()
        .startsWith("An oracle was used: ");
  }

  @Test
  void collapsedCeilingIsNamedAndLeavesNoGap() {
    Plan plan = simple(3);
    keep("weak", 280, 280, 280);
    keep("ceiling", 360, 360, 360);
    keep("student0", 300, 300, 300);
    kept.put(key("ceiling", 1), TEST.stream().map(row -> says(row, 1)).toList());

    Findings findings = Findings.of(plan, kept::get, TEST);

    assertThat(findings.notes())
        .contains("Seed 1: the ceiling collapsed to one class, 'yes' for 400 of 400 rows.");
    assertThat(findings.students().getFirst().recovery()).isInstanceOf(NoGap.class);
  }

  @Test
  void supervisorWorseThanChanceIsNoted() {
    Plan plan = simple(3);
    keep("weak", 120, 120, 120);
    keep("ceiling", 360, 360, 360);
    keep("student0", 300, 300, 300);

    Findings findings = Findings.of(plan, kept::get, TEST);

    assertThat(findings.notes())
        .containsExactly(
            "The weak labels are worse than chance: 30.0 %, where chance is 50.0 %. Are two classes"
                + " swapped?");
    assertThat(findings.students().getFirst().recovery())
        .isInstanceOfSatisfying(
            NoGap.class, gap -> assertThat(gap.reason()).contains("not better than chance"));
  }

  @Test
  void studentAboveTheCeilingIsNoted() {
    Plan plan = simple(3);
    keep("weak", 280, 280, 280);
    keep("ceiling", 320, 320, 320);
    keep("student0", 360, 360, 360);

    assertThat(Findings.of(plan, kept::get, TEST).notes())
        .singleElement()
        .asString()
        .startsWith("The student (naive) is above the ceiling by 10.0 points (interval ");
  }

  @Test
  void fileWithSomeTestRowsRestrictsEveryRoleToThem() {
    Plan plan = SamplePlan.of(FILE, Stop.LAST, 3, "naive");
    keep("weak", 280, 280, 280);
    keep("ceiling", 360, 360, 360);
    keep("student0", 300, 300, 300);
    kept.replaceAll(
        (key, rows) -> key.hex().equals(key("weak", 0).hex()) ? rows.subList(200, 400) : rows);

    Findings findings = Findings.of(plan, kept::get, TEST);

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
        .isThrownBy(() -> Findings.of(plan, kept::get, TEST))
        .withMessage(
            "the file of weak labels holds none of the 400 test rows, so that its accuracy is"
                + " unknown; add rows for test ids such as 't0'");
  }

  @Test
  void damagedResultsAreNamed() {
    Plan plan = simple(1);
    keep("weak", 280);
    keep("ceiling", 360);
    keep("student0", 300);
    StepKey ceiling = key("ceiling", 0);
    List<Prediction> whole = kept.get(ceiling);

    kept.put(ceiling, whole.subList(1, ROWS));
    assertDamaged(plan, "the kept result of step 000000000000 holds no answer for test row 't0'");
    List<Prediction> twice = new ArrayList<>(whole);
    twice.add(whole.getFirst());
    kept.put(ceiling, twice);
    assertDamaged(plan, "the kept result of step 000000000000 answers row 't0' twice");
    kept.put(ceiling, List.of(new Prediction("t0", new float[] {0, 0, 1})));
    assertDamaged(plan, "answers row 't0' with 3 probabilities in place of 2");
  }

  private void assertDamaged(Plan plan, String message) {
    assertThatExceptionOfType(FailedException.class)
        .isThrownBy(() -> Findings.of(plan, kept::get, TEST))
        .withMessageContaining(message);
  }

  private List<String> plainNotes(int seeds) {
    keep("weak", Collections.nCopies(seeds, 280).stream().mapToInt(Integer::intValue).toArray());
    keep("ceiling", Collections.nCopies(seeds, 360).stream().mapToInt(Integer::intValue).toArray());
    keep(
        "student0", Collections.nCopies(seeds, 300).stream().mapToInt(Integer::intValue).toArray());
    return Findings.of(simple(seeds), kept::get, TEST).notes();
  }

  private static Plan simple(int seeds) {
    return SamplePlan.of(TRAINED, Stop.LAST, seeds, "naive");
  }

  /// For each seed the first so many rows are answered right.
  private void keep(String role, int... right) {
    for (int s = 0; s < right.length; s++) {
      int count = right[s];
      kept.put(
          key(role, s),
          IntStream.range(0, ROWS)
              .mapToObj(i -> says(TEST.get(i), i < count ? i % 2 : 1 - i % 2))
              .toList());
    }
  }

  private Outcomes outcomes(String role) {
    int[] labels = kept.get(key(role, 0)).stream().mapToInt(Prediction::label).toArray();
    return Outcomes.of(List.of(labels), TEST.stream().mapToInt(Example::label).toArray());
  }

  private static Prediction says(Example row, int label) {
    return new Prediction(row.id(), label == 0 ? new float[] {.9f, .1f} : new float[] {.2f, .8f});
  }
}
