package dev.w2s.finding;

import static dev.w2s.finding.SamplePlan.TRAINED;
import static dev.w2s.finding.SamplePlan.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.finding.PredictorCheck.Predictor;
import dev.w2s.study.Plan;
import dev.w2s.study.StepKey;
import dev.w2s.study.Stop;
import dev.w2s.study.Study;
import dev.w2s.study.StudyAnalyses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredictorCheckTest {
  @Test
  void predictorsAreHeldToTheGains() {
    SampleAnswers answers = new SampleAnswers();
    answers.keepUsual();
    answers.keep("student1", 320, 321, 322);
    answers.keep("student2", 285, 286, 287);
    Findings study =
        Findings.of(
            SamplePlan.of(TRAINED, Stop.LAST, 3, "naive", "confidence", "product"),
            answers::of,
            SampleAnswers.TEST);

    List<PredictorCheck> checks = Overview.of("one", List.of(study)).predictors();

    assertThat(checks)
        .extracting(PredictorCheck::predictor)
        .containsExactly(Predictor.AGREEMENT, Predictor.MISFIT, Predictor.DIVERGENCE);
    // The more rows they answer otherwise than the weak labels, the more of them are right.
    assertThat(checks.getFirst().correlation().orElseThrow().value()).isEqualTo(-1);
    assertThat(checks.get(1).correlation().orElseThrow().value()).isEqualTo(1);
    assertThat(checks.get(2).correlation().orElseThrow().value()).isEqualTo(1);
    assertThat(checks.get(2).correlation().orElseThrow().interval()).isEmpty();
  }

  /// The same answers at a larger bound, and better students at a smaller one.
  @Test
  void boundIsHeldToTheShortfall() {
    List<Findings> studies =
        List.of(bounded(310, .4, .6), bounded(300, .6, .8), bounded(320, .2, .3), unbounded(350));

    PredictorCheck check = Overview.of("one", studies).predictors().getLast();

    assertThat(studies.getFirst().analyses().bound().orElseThrow().value())
        .isCloseTo(.5, within(1e-12));
    assertThat(check.predictor()).isEqualTo(Predictor.BOUND);
    assertThat(check.correlation().orElseThrow().cases()).isEqualTo(3);
    assertThat(check.correlation().orElseThrow().value()).isEqualTo(1);
  }

  private static Findings bounded(int right, double first, double second) {
    Plan plain = SamplePlan.simple(2);
    Study study =
        Study.builder("sample", plain.study().task())
            .rows(plain.study().rows())
            .weak("tiny", 1)
            .strong("tiny")
            .methods("naive")
            .seeds(2)
            .analyses(new StudyAnalyses(0, false, 0, true))
            .build();
    List<Plan.SeedRun> runs =
        plain.runs().stream()
            .map(run ->
                new Plan.SeedRun(
                    run.seed(),
                    run.weak(),
                    run.ceiling(),
                    run.students(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(key("bound", run.seed()))))
            .toList();
    Map<StepKey, Map<String, Double>> facts =
        Map.of(
            key("bound", 0), Map.of("bound", first),
            key("bound", 1), Map.of("bound", second));
    KeptAnswers none = KeptAnswers.of(answers(right)::of);
    return Findings.of(
        new Plan(study, plain.models(), plain.steps(), runs),
        new KeptAnswers(none.predictions(), none.states(), none.validation(), facts::get),
        SampleAnswers.TEST,
        new LinkedHashMap<>());
  }

  private static Findings unbounded(int right) {
    return Findings.of(SamplePlan.simple(2), answers(right)::of, SampleAnswers.TEST);
  }

  private static SampleAnswers answers(int right) {
    SampleAnswers answers = new SampleAnswers();
    answers.keepUsual();
    answers.keep("student0", right, right + 1);
    return answers;
  }
}
