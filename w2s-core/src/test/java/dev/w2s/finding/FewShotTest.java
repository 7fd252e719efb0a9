package dev.w2s.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.study.Plan;
import dev.w2s.study.Plan.SeedRun;
import dev.w2s.study.Plan.Shown;
import dev.w2s.study.Study;
import dev.w2s.study.StudyAnalyses;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FewShotTest {
  private final SampleAnswers kept = new SampleAnswers();

  private static Plan plan() {
    Plan plain = SamplePlan.simple(3);
    Study study =
        Study.builder("sample", plain.study().task())
            .rows(plain.study().rows())
            .weak(SamplePlan.TRAINED)
            .strong("tiny")
            .methods("naive")
            .seeds(3)
            .analyses(new StudyAnalyses(0, false, 5, false))
            .build();
    List<SeedRun> runs = plain.runs().stream().map(FewShotTest::shown).toList();
    return new Plan(study, plain.models(), plain.steps(), runs);
  }

  private static SeedRun shown(SeedRun run) {
    Shown shown =
        new Shown(SamplePlan.key("gold", run.seed()), SamplePlan.key("shown weak", run.seed()));
    return new SeedRun(
        run.seed(),
        run.weak(),
        run.ceiling(),
        run.students(),
        Optional.empty(),
        Optional.of(shown),
        Optional.empty());
  }

  @Test
  void goldAndWeakLabelsInAPromptAreHeldToOneAnother() {
    kept.keepUsual(); // the weak labels are right on the first 280, 281 and 282 rows
    kept.keep("gold", 250, 252, 254);
    kept.keep("shown weak", 240, 241, 242);

    FewShot found =
        Findings.of(plan(), kept::of, SampleAnswers.TEST).analyses().fewShot().orElseThrow();

    assertThat(found.shots()).isEqualTo(5);
    assertThat(found.gold().value()).isCloseTo(252 / 400.0, within(1e-12));
    assertThat(found.weak().value()).isCloseTo(241 / 400.0, within(1e-12));
    assertThat(found.lost().value()).isCloseTo(11 / 400.0, within(1e-12));
    assertThat(found.agreement().value()).isCloseTo(360 / 400.0, within(1e-12));
  }
}
