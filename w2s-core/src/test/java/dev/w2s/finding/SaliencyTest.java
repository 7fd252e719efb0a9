package dev.w2s.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.study.Plan;
import dev.w2s.study.Plan.Probes;
import dev.w2s.study.Plan.SeedRun;
import dev.w2s.study.StepKey;
import dev.w2s.study.Study;
import dev.w2s.study.StudyAnalyses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class SaliencyTest {
  private final SampleAnswers kept = new SampleAnswers();

  private static Plan plan(boolean asked) {
    Plan plain = SamplePlan.simple(3);
    Study study =
        Study.builder("sample", plain.study().task())
            .rows(plain.study().rows())
            .weak(SamplePlan.TRAINED)
            .strong("tiny")
            .methods("naive")
            .seeds(3)
            .analyses(new StudyAnalyses(0, asked))
            .build();
    List<SeedRun> runs = plain.runs().stream().map(SaliencyTest::probed).toList();
    return new Plan(study, plain.models(), plain.steps(), runs);
  }

  private static SeedRun probed(SeedRun run) {
    SequencedMap<String, StepKey> after = new LinkedHashMap<>();
    after.put("naive", SamplePlan.key("after", run.seed()));
    Probes probes = new Probes(SamplePlan.key("before", run.seed()), after);
    return new SeedRun(
        run.seed(),
        run.weak(),
        run.ceiling(),
        run.students(),
        Optional.of(probes),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void probesAreHeldToOneAnotherAndToTheStudent() {
    kept.keepUsual(); // the student is right on 300, 301 and 302 rows
    kept.keep("before", 310, 312, 314);
    kept.keep("after", 330, 329, 334);

    Saliency saliency =
        Findings.of(plan(true), kept::of, SampleAnswers.TEST).analyses().saliency().orElseThrow();

    assertThat(saliency.before().value()).isCloseTo(312 / 400.0, within(1e-12));
    Saliency.After after = saliency.after().getFirst();
    assertThat(after.method()).isEqualTo("naive");
    assertThat(after.accuracy().value()).isCloseTo(331 / 400.0, within(1e-12));
    assertThat(after.gain().value()).isCloseTo(19 / 400.0, within(1e-12));
    assertThat(after.aboveStudent().value()).isCloseTo(30 / 400.0, within(1e-12));
    assertThat(after.gain().interval().contains(after.gain().value())).isTrue();
  }

  @Test
  void nothingIsReadThatWasNotAskedFor() {
    kept.keepUsual();
    assertThat(Findings.of(plan(false), kept::of, SampleAnswers.TEST).analyses().saliency())
        .isEmpty();
  }
}
