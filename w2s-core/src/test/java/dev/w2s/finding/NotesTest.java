package dev.w2s.finding;

import static dev.w2s.finding.SamplePlan.EQUAL;
import static dev.w2s.finding.SamplePlan.FILE;
import static dev.w2s.finding.SamplePlan.TRAINED;
import static dev.w2s.finding.SamplePlan.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.data.Example;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.study.Plan;
import dev.w2s.study.Stop;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotesTest {
  private final SampleAnswers kept = new SampleAnswers();

  @Test
  void seedsThatRepeatAnotherAreNamed() {
    kept.keepUsual();
    kept.put(key("ceiling", 2), kept.of(key("ceiling", 0)));

    assertThat(Findings.of(SamplePlan.simple(3), kept::of, SampleAnswers.TEST).notes())
        .containsExactly(
            "Seeds 0 and 2: the ceiling gave the same answers to the last bit; they count as two,"
                + " but are one.");
  }

  @Test
  void labelsOfAFileMayBeTheSameInEverySeed() {
    kept.keep("weak", 280, 280, 280);
    kept.keep("ceiling", 360, 361, 362);
    kept.keep("student0", 300, 301, 302);
    kept.put(key("weak", 1), kept.of(key("weak", 0)));

    assertThat(
            Findings.of(SamplePlan.of(FILE, Stop.LAST, 3, "naive"), kept::of, SampleAnswers.TEST)
                .notes())
        .isEmpty();
  }

  @Test
  void equalModelsAreNoted() {
    kept.keepUsual();

    assertThat(
            Findings.of(SamplePlan.of(EQUAL, Stop.LAST, 3, "naive"), kept::of, SampleAnswers.TEST)
                .notes())
        .containsExactly(
            "Supervisor and student are the same model (tiny): any gap comes from their rows and"
                + " recipes alone.");
  }

  @Test
  void weakLabelsAboveTheCeilingAreNoted() {
    kept.keep("weak", 360, 361, 362);
    kept.keep("ceiling", 280, 281, 282);
    kept.keep("student0", 270, 271, 272);

    Findings findings = Findings.of(SamplePlan.simple(3), kept::of, SampleAnswers.TEST);

    assertThat(findings.notes())
        .containsExactly("The weak labels are better than the ceiling, by 20.0 points.");
    assertThat(findings.students().getFirst().recovery())
        .isInstanceOfSatisfying(
            NoGap.class,
            gap -> assertThat(gap.reason()).startsWith("the ceiling is worse than the weak"));
  }

  @Test
  void collapsedStudentIsNamed() {
    kept.keepUsual();
    kept.collapse("student0", 1);

    assertThat(Findings.of(SamplePlan.simple(3), kept::of, SampleAnswers.TEST).notes())
        .contains("Seed 1: the student (naive) collapsed to one class, 'yes' for 400 of 400 rows.");
  }

  /// Test rows of one class, two test rows, all right, all wrong: words or finite numbers.
  @ParameterizedTest
  @CsvSource({"2, 0, 0, 0", "2, 2, 2, 2", "2, 1, 2, 1", "1, 1, 1, 1", "1, 0, 1, 0", "2, 2, 0, 1"})
  void fewRowsEndInWords(int rows, int weak, int ceiling, int student) {
    kept.keep("weak", weak);
    kept.keep("ceiling", ceiling);
    kept.keep("student0", student);

    Findings findings =
        Findings.of(SamplePlan.simple(1), kept::of, SampleAnswers.TEST.subList(0, rows));

    assertThat(findings.notes()).anyMatch(note -> note.startsWith("Only " + rows + " test row"));
    assertThat(findings.students().getFirst().recovery()).isInstanceOf(NoGap.class);
    assertThat(findings.toString()).doesNotContain("NaN", "Infinity");
  }

  @Test
  void testRowsOfOneClassAreNoted() {
    List<Example> ones = SampleAnswers.TEST.stream().filter(row -> row.label() == 1).toList();
    kept.keepUsual();

    Findings findings = Findings.of(SamplePlan.simple(3), kept::of, ones);

    assertThat(findings.notes())
        .contains(
            "All 200 test rows are of one class, 'yes': a model that always names it looks"
                + " perfect.");
    assertThat(findings.toString()).doesNotContain("NaN", "Infinity");
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
    kept.keep("weak", 280, 280, 280);
    kept.keep("ceiling", 360, 360, 360);
    kept.keep("student0", 300, 300, 300);

    assertThat(Findings.of(plan, kept::of, SampleAnswers.TEST).notes())
        .singleElement()
        .asString()
        .startsWith("An oracle was used: ");
  }

  @Test
  void collapsedCeilingIsNamedAndLeavesNoGap() {
    Plan plan = SamplePlan.simple(3);
    kept.keep("weak", 280, 280, 280);
    kept.keep("ceiling", 360, 360, 360);
    kept.keep("student0", 300, 300, 300);
    kept.collapse("ceiling", 1);

    Findings findings = Findings.of(plan, kept::of, SampleAnswers.TEST);

    assertThat(findings.notes())
        .contains("Seed 1: the ceiling collapsed to one class, 'yes' for 400 of 400 rows.");
    assertThat(findings.students().getFirst().recovery()).isInstanceOf(NoGap.class);
  }

  @Test
  void supervisorWorseThanChanceIsNoted() {
    Plan plan = SamplePlan.simple(3);
    kept.keep("weak", 120, 120, 120);
    kept.keep("ceiling", 360, 360, 360);
    kept.keep("student0", 300, 300, 300);

    Findings findings = Findings.of(plan, kept::of, SampleAnswers.TEST);

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
    Plan plan = SamplePlan.simple(3);
    kept.keep("weak", 280, 280, 280);
    kept.keep("ceiling", 320, 320, 320);
    kept.keep("student0", 360, 360, 360);

    assertThat(Findings.of(plan, kept::of, SampleAnswers.TEST).notes())
        .singleElement()
        .asString()
        .startsWith("The student (naive) is above the ceiling by 10.0 points (interval ");
  }

  private List<String> plainNotes(int seeds) {
    kept.keep(
        "weak", Collections.nCopies(seeds, 280).stream().mapToInt(Integer::intValue).toArray());
    kept.keep(
        "ceiling", Collections.nCopies(seeds, 360).stream().mapToInt(Integer::intValue).toArray());
    kept.keep(
        "student0", Collections.nCopies(seeds, 300).stream().mapToInt(Integer::intValue).toArray());
    return Findings.of(SamplePlan.simple(seeds), kept::of, SampleAnswers.TEST).notes();
  }
}
