package dev.w2s.study;

import static dev.w2s.study.PlanFixtures.FAR;
import static dev.w2s.study.PlanFixtures.key;
import static dev.w2s.study.PlanFixtures.plan;
import static dev.w2s.study.PlanFixtures.step;
import static dev.w2s.study.PlanFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.data.Part;
import dev.w2s.data.Rows;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is looked into beyond the main numbers, and texts that tell a student the weak label.
class AnalysesPlanTest {
  @Test
  void statesAreAskedOfEveryTraining() {
    Plan plan =
        plan(study().analyses(new StudyAnalyses(10, false)).methods("naive", "rounds").build());
    assertThat(plan.steps())
        .extracting(PlannedStep::step)
        .filteredOn(Step.Finetune.class::isInstance)
        .isNotEmpty()
        .allMatch(step -> ((Step.Finetune) step).states() == 10);
  }

  @Test
  void probesOnGoldLabelsStandBeforeAndAfterEachStudentWithFeaturesOfItsOwn() {
    Plan plan =
        plan(
            study()
                .seeds(2)
                .analyses(new StudyAnalyses(0, true))
                .methods("naive", "probe", "trivial-imitation")
                .build());

    assertThat(plan.steps())
        .extracting(PlannedStep::title)
        .containsSubsequence(
            "seed 0: features of supervise rows (pretrained strong)",
            "seed 0: probe of pretrained strong on gold labels",
            "seed 0: test probe of pretrained strong on gold labels",
            "seed 0: features of supervise rows (student (naive))",
            "seed 0: probe of student (naive) on gold labels",
            "seed 0: features of test rows (student (naive))",
            "seed 0: test probe of student (naive) on gold labels");
    Plan.Probes probes = plan.runs().getFirst().probes().orElseThrow();
    assertThat(probes.before())
        .isEqualTo(key(plan, "seed 0: test probe of pretrained strong on gold labels"));
    assertThat(probes.after())
        .containsExactly(
            Map.entry("naive", key(plan, "seed 0: test probe of student (naive) on gold labels")));
    Step.Probe probe = (Step.Probe) step(plan, "seed 0: probe of student (naive) on gold labels");
    assertThat(probe.part()).isEqualTo(Part.SUPERVISE);
    assertThat(probe.labels()).isEqualTo(new TrainingLabels.Gold());
    Step.Embed features =
        (Step.Embed) step(plan, "seed 0: features of supervise rows (student (naive))");
    assertThat(features.body()).contains(key(plan, "seed 0: student (naive)"));
    // Test rows are the same for every seed, and so are a pretrained model's features of them.
    assertThat(plan.steps())
        .extracting(PlannedStep::title)
        .filteredOn(title -> title.startsWith("features of test rows"))
        .hasSize(1);
  }

  @Test
  void probesOnGoldLabelsNeedThatHalf() {
    assertThatThrownBy(() ->
            study()
                .weakLabels(Path.of("l.csv"))
                .rows(new Rows(100, 10, 20, false))
                .analyses(new StudyAnalyses(0, true))
                .build())
        .hasMessageContaining("rows.supervised must be true where analyses hold saliency");
  }

  @Test
  void boundHoldsTheFeaturesThatSupervisorAndStudentStartFrom() {
    Plan plan =
        plan(
            study()
                .seeds(2)
                .analyses(new StudyAnalyses(0, false, 0, true))
                .methods("naive", "probe")
                .build());

    Step.Bound bound = (Step.Bound) step(plan, "seed 1: bound of the representations");
    Step.Embed weak =
        (Step.Embed) step(plan, "seed 1: features of transfer rows (weak, first 2 layers)");
    assertThat(bound.weak()).isEqualTo(StepKey.of(weak));
    assertThat(weak.part()).isEqualTo(Part.TRANSFER);
    assertThat(weak.body()).isEmpty();
    // The student that is a probe learns from the same features.
    Step.Probe probe = (Step.Probe) step(plan, "seed 1: student (probe)");
    assertThat(bound.strong()).isEqualTo(probe.features());
    assertThat(plan.runs().get(1).bound()).contains(StepKey.of(bound));
    assertThat(bound.needs()).contains(bound.weak(), bound.strong());
    assertThat(plan(study().build()).runs().getFirst().bound()).isEmpty();
  }

  @Test
  void boundLooksAtOneModel() {
    assertThatThrownBy(() ->
            study()
                .weakLabels(Path.of("l.csv"))
                .analyses(new StudyAnalyses(0, false, 0, true))
                .build())
        .hasMessageContaining("analyses must not hold bound")
        .hasMessageContaining("labels of l.csv");
  }

  @Test
  void promptsShowTheSameRowsWithGoldAndWithWeakLabels() {
    Plan plan = plan(study().seeds(1).analyses(new StudyAnalyses(0, false, 5, false)).build());

    Labelling.Shots gold = (Labelling.Shots) step(plan, "seed 0: 5 shots with gold labels");
    Labelling.Shots weak = (Labelling.Shots) step(plan, "seed 0: 5 shots with weak labels");
    assertThat(weak.labels()).isEqualTo(new TrainingLabels.Weak(key(plan, "seed 0: weak labels")));
    assertThat(gold.labels()).isEqualTo(new TrainingLabels.Gold());
    assertThat(gold.seed()).isEqualTo(weak.seed());
    assertThat(gold.data()).isEqualTo(weak.data());
    assertThat(plan.runs().getFirst().shown())
        .contains(
            new Plan.Shown(
                key(plan, "seed 0: test 5 shots with gold labels"),
                key(plan, "seed 0: test 5 shots with weak labels")));
  }

  @Test
  void studentThatIsToldReadsTextsOfItsOwnInEveryPart() {
    Plan plan = plan(study().seeds(1).methods("naive", "trivial-imitation").build());

    Step.Finetune naive = (Step.Finetune) step(plan, "seed 0: student (naive)");
    Step.Finetune told = (Step.Finetune) step(plan, "seed 0: student (trivial-imitation)");
    Step.Evaluate test = (Step.Evaluate) step(plan, "seed 0: test student (trivial-imitation)");
    Labelling.Said labels =
        new Labelling.Said(key(plan, "seed 0: weak labels"), key(plan, "seed 0: test supervisor"));
    assertThat(told.data()).isEqualTo(naive.data().told(labels));
    assertThat(test.data()).isEqualTo(told.data());
    assertThat(told.labels()).isEqualTo(naive.labels());
    assertThat(test.needs()).contains(labels.test()).doesNotHaveDuplicates();
    assertThat(told.needs()).contains(labels.labels(), labels.test()).doesNotHaveDuplicates();
  }

  @Test
  void onFurtherTestSetsAStudentIsToldWhatTheSupervisorSaysOfThose() {
    Study study =
        Study.builder("s", FAR)
            .rows(new Rows(100, 10, 20))
            .weak("weak", 2)
            .strong("strong")
            .tests("far")
            .methods("trivial-imitation")
            .seeds(1)
            .build();
    Plan plan = plan(study);
    Step.Evaluate test =
        (Step.Evaluate) step(plan, "seed 0: test student (trivial-imitation) on far");
    assertThat(test.data().told().orElseThrow().test())
        .isEqualTo(key(plan, "seed 0: test supervisor on far"));
  }
}
