package dev.w2s.study;

import static dev.w2s.study.PlanFixtures.key;
import static dev.w2s.study.PlanFixtures.plan;
import static dev.w2s.study.PlanFixtures.planned;
import static dev.w2s.study.PlanFixtures.step;
import static dev.w2s.study.PlanFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.data.Part;
import dev.w2s.study.SimulatedError.Structure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SupervisorPlannerTest {
  @Test
  void supervisorLearnsItsHalfAndLabelsTheOther() {
    Plan plan = plan(study().seeds(1).build());
    Step.Finetune supervisor = (Step.Finetune) step(plan, "seed 0: supervisor");
    assertThat(supervisor.part()).isEqualTo(Part.SUPERVISE);
    assertThat(supervisor.labels()).isEqualTo(new TrainingLabels.Gold());
    assertThat(step(plan, "seed 0: weak labels"))
        .isEqualTo(
            new Labelling.Label(
                key(plan, "seed 0: supervisor"),
                supervisor.data(),
                Optional.empty(),
                List.of(),
                AnswerGeneration.GREEDY));
  }

  @Test
  void labelsOfAFileTakeTheSupervisorsPlace() {
    Plan plan = plan(study().weakLabels(Path.of("mine.jsonl")).seeds(1).methods("naive").build());
    assertThat(plan.steps())
        .extracting(PlannedStep::title)
        .containsExactly(
            "examples",
            "seed 0: weak labels",
            "seed 0: test weak labels",
            "seed 0: student (naive)",
            "seed 0: test student (naive)",
            "seed 0: ceiling",
            "seed 0: test ceiling");
    assertThat(step(plan, "seed 0: test weak labels"))
        .isInstanceOfSatisfying(
            Step.Evaluate.class,
            test -> assertThat(test.of()).isEqualTo(key(plan, "seed 0: weak labels")));
    assertThat(plan.models().keySet()).extracting(ModelSpec::source).containsExactly("strong");
  }

  @Test
  void severalSupervisorsAreTrainedAndCombined() {
    Supervisor.Several several =
        new Supervisor.Several(
            List.of(trained("weak"), trained("weaker"), new Supervisor.Labels(Path.of("l.jsonl"))),
            new LabelCombination.Mean());
    Plan plan = plan(study().weak(several).seeds(1).methods("naive").build());
    assertThat(plan.steps())
        .extracting(PlannedStep::title)
        .containsExactly(
            "examples",
            "seed 0: supervisor 1 of 3",
            "seed 0: weak labels 1 of 3",
            "seed 0: test supervisor 1 of 3",
            "seed 0: supervisor 2 of 3",
            "seed 0: weak labels 2 of 3",
            "seed 0: test supervisor 2 of 3",
            "seed 0: weak labels 3 of 3",
            "seed 0: test weak labels 3 of 3",
            "seed 0: weak labels",
            "seed 0: test weak labels",
            "seed 0: student (naive)",
            "seed 0: test student (naive)",
            "seed 0: ceiling",
            "seed 0: test ceiling");
    assertThat(planned(plan, "seed 0: weak labels").needs())
        .containsExactly(
            key(plan, "examples"),
            key(plan, "seed 0: weak labels 1 of 3"),
            key(plan, "seed 0: test supervisor 1 of 3"),
            key(plan, "seed 0: weak labels 2 of 3"),
            key(plan, "seed 0: test supervisor 2 of 3"),
            key(plan, "seed 0: weak labels 3 of 3"),
            key(plan, "seed 0: test weak labels 3 of 3"));
    assertThat(plan.runs().getFirst().weak()).isEqualTo(key(plan, "seed 0: test weak labels"));
    assertThat(plan.models().keySet())
        .extracting(ModelSpec::source)
        .containsExactlyInAnyOrder("weak", "weaker", "strong");
  }

  @Test
  void simulatedErrorsNeedTheModelThatTellsThem() {
    assertThat(simulated(Structure.RANDOM, Optional.empty())).containsExactly("examples");
    assertThat(simulated(Structure.CONFIDENT, Optional.empty()))
        .containsExactly("examples", "seed 0: labels of ceiling", "seed 0: test ceiling");
    assertThat(simulated(Structure.SUPERVISOR, Optional.of(trained("weak"))))
        .containsExactly(
            "examples",
            "seed 0: weak labels with the errors",
            "seed 0: test supervisor with the errors");
  }

  private static Supervisor.Trained trained(String model) {
    return new Supervisor.Trained(new ModelSpec(model, OptionalInt.empty()), Recipe.DEFAULT);
  }

  private static List<String> simulated(Structure structure, Optional<Supervisor.Trained> model) {
    Supervisor weak = new Supervisor.Simulated(new SimulatedError(structure, .2, 1), model);
    Plan plan = plan(study().weak(weak).seeds(1).methods("naive").build());
    PlannedStep labels =
        plan.steps().stream()
            .filter(step -> step.step() instanceof Labelling.Simulate)
            .findFirst()
            .orElseThrow();
    return plan.steps().stream()
        .filter(step -> labels.needs().contains(step.key()))
        .map(PlannedStep::title)
        .toList();
  }
}
