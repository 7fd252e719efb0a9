package dev.w2s.study;

import static dev.w2s.study.PlanFixtures.key;
import static dev.w2s.study.PlanFixtures.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.data.Part;
import dev.w2s.data.Rows;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the training of one model takes, and what several supervisors take.
class ModelPlannerTest {
  private static final ModelSpec WEAK = new ModelSpec("weak", OptionalInt.of(2));
  private static final ModelSpec STRONG = new ModelSpec("strong", OptionalInt.empty());

  @Test
  void eachLearningRateIsATrainingAndValidationRowsChoose() {
    Plan plan =
        plan(study().strong(STRONG, r -> r.learningRates(List.of(1e-5, 1e-4))).methods("naive"));

    assertThat(titles(plan))
        .containsSequence(
            "seed 0: student (naive), learning rate 1.0e-5",
            "seed 0: student (naive), learning rate 1.0e-4",
            "seed 0: student (naive)",
            "seed 0: test student (naive)");
    Step.Choose choice = (Step.Choose) step(plan, "seed 0: student (naive)");
    Step.Finetune second =
        (Step.Finetune) step(plan, "seed 0: student (naive), learning rate 1.0e-4");
    assertThat(choice.labels())
        .isEqualTo(new TrainingLabels.Weak(key(plan, "seed 0: weak labels")));
    assertThat(choice.trainings()).hasSize(2).endsWith(StepKey.of(second));
    assertThat(second.recipe().rate()).isEqualTo(1e-4);
    assertThat(((Step.Choose) step(plan, "seed 0: ceiling")).labels())
        .isEqualTo(new TrainingLabels.Gold());
    assertThat(((Step.Evaluate) step(plan, "seed 0: test student (naive)")).of())
        .isEqualTo(key(plan, "seed 0: student (naive)"));
    assertSound(plan);
  }

  @Test
  void supervisorsNeverLookAtValidationRows() {
    assertThatThrownBy(() -> study().weak(WEAK, r -> r.learningRates(List.of(1e-5, 1e-4))).build())
        .hasMessageContaining("learning-rate must be one for a supervisor");
  }

  @Test
  void ratesAreChosenByValidationRowsAlone() {
    assertThatThrownBy(() ->
            study()
                .rows(new Rows(100, 0, 20))
                .strong(STRONG, r -> r.learningRates(List.of(1e-5, 1e-4)))
                .build())
        .hasMessage("rows.validation must be above 0 where learning-rate names several but was 0");
  }

  @Test
  void generativeFinetuningIsSharedByMethodsAndReadsNoLabels() {
    Before before = new Before.Generative(2, OptionalDouble.empty());
    Plan plan =
        plan(
            study()
                .strong(STRONG, r -> r.before(before))
                .methods("naive", "confidence", "probe", "lora"));

    List<Step.Adapt> adapted = steps(plan, Step.Adapt.class);
    assertThat(adapted).hasSize(1);
    Step.Adapt step = adapted.getFirst();
    assertThat(step.part()).isEqualTo(Part.TRANSFER);
    assertThat(step.recipe().epochs()).isEqualTo(2);
    assertThat(step.needs()).containsExactly(key(plan, "examples"));
    StepKey key = StepKey.of(step);
    List<Step.Finetune> trainings = steps(plan, Step.Finetune.class);
    assertThat(trainings)
        .filteredOn(training -> training.model().equals(STRONG))
        .hasSize(4) // naive, confidence, lora and the ceiling
        .allMatch(training -> training.body().equals(Optional.of(key)));
    assertThat(steps(plan, Step.Embed.class))
        .isNotEmpty()
        .allMatch(embed -> embed.body().equals(Optional.of(key)));
    // Low-rank changes are of the body as it was when they were learnt.
    assertThat(((Step.Evaluate) step(plan, "seed 0: test student (lora)")).beside())
        .containsExactly(key);
    assertThat(((Step.Evaluate) step(plan, "seed 0: test student (naive)")).beside()).isEmpty();
    assertSound(plan);
  }

  @Test
  void methodThatAdaptsLeavesTheOthersAsTheyAre() {
    Plan plain = plan(study().methods("naive"));
    Plan more = plan(study().methods("naive", "generative"));
    assertThat(more.steps()).containsAll(plain.steps());
    assertThat(more.steps()).hasSize(plain.steps().size() + 3);
  }

  @Test
  void weightsOfSupervisorsAreFittedOnRowsThatNoneSaw() {
    Plan plan =
        plan(
            study()
                .weak(
                    new Supervisor.Several(
                        List.of(
                            new Supervisor.Trained(WEAK, Recipe.DEFAULT),
                            new Supervisor.Labels(Path.of("l.jsonl"))),
                        LabelCombination.LearnedWeights.DEFAULT))
                .methods("naive"));

    Step.Finetune supervisor = (Step.Finetune) step(plan, "seed 0: supervisor 1 of 2");
    Labelling.Label labels = (Labelling.Label) step(plan, "seed 0: weak labels 1 of 2");
    assertThat(supervisor.data().divided()).isTrue();
    assertThat(labels.also()).contains(Part.HELD_OUT);
    assertThat(((Labelling.ImportLabels) step(plan, "seed 0: weak labels 2 of 2")).data().divided())
        .isTrue();
    assertThat(((Labelling.Combine) step(plan, "seed 0: weak labels")).data().divided()).isTrue();
    assertThat(plan.steps())
        .containsAll(
            plan(study().methods("naive")).steps().stream()
                .filter(planned -> planned.title().endsWith("ceiling"))
                .toList());
    assertSound(plan);
  }

  @Test
  void boostedSupervisorsLearnFromDrawnRows() {
    Plan plan =
        plan(
            study()
                .weak(
                    new Supervisor.Boosted(
                        new Supervisor.Trained(WEAK, Recipe.DEFAULT),
                        new LabelCombination.Boosting(3)))
                .methods("naive"));

    Step.Finetune first = (Step.Finetune) step(plan, "seed 0: supervisor 1 of 3");
    Step.Finetune third = (Step.Finetune) step(plan, "seed 0: supervisor 3 of 3");
    assertThat(first.drawn()).isEmpty();
    assertThat(third.drawn()).contains(key(plan, "seed 0: rows for supervisor 3 of 3"));
    assertThat(((Step.Draw) step(plan, "seed 0: rows for supervisor 3 of 3")).answers())
        .containsExactly(
            key(plan, "seed 0: weak labels 1 of 3"), key(plan, "seed 0: weak labels 2 of 3"));
    assertThat(((Labelling.Label) step(plan, "seed 0: weak labels 1 of 3")).also())
        .contains(Part.SUPERVISE);
    assertThat(((Labelling.Combine) step(plan, "seed 0: weak labels")).members()).hasSize(3);
    assertSound(plan);
  }

  @Test
  void boostedProbesShareTheirFeatures() {
    Recipe probe =
        Recipe.DEFAULT.toBuilder()
            .tuning(new Tuning.Probe(new Tuning.Solver.Lbfgs(1e-3, 100)))
            .build();
    Plan plan =
        plan(
            study()
                .weak(
                    new Supervisor.Boosted(
                        new Supervisor.Trained(WEAK, probe), LabelCombination.Boosting.DEFAULT))
                .methods("naive"));
    assertThat(titles(plan).stream().filter(title -> title.contains("features of")))
        .hasSize(4); // supervise, transfer, validation, test
    assertSound(plan);
  }

  /// Each step comes after those it needs, once.
  private static void assertSound(Plan plan) {
    Set<StepKey> seen = new HashSet<>();
    for (PlannedStep step : plan.steps()) {
      assertThat(seen).containsAll(step.needs());
      assertThat(seen.add(step.key())).isTrue();
    }
  }

  private static StudyBuilder study() {
    return PlanFixtures.study().seeds(1);
  }

  private static Plan plan(StudyBuilder study) {
    return PlanFixtures.plan(study.build());
  }

  private static List<String> titles(Plan plan) {
    return plan.steps().stream().map(PlannedStep::title).toList();
  }

  private static <T extends Step> List<T> steps(Plan plan, Class<T> kind) {
    return plan.steps().stream()
        .map(PlannedStep::step)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }
}
