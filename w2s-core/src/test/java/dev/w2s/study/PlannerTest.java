package dev.w2s.study;

import static dev.w2s.study.PlanFixtures.FAR;
import static dev.w2s.study.PlanFixtures.key;
import static dev.w2s.study.PlanFixtures.plan;
import static dev.w2s.study.PlanFixtures.step;
import static dev.w2s.study.PlanFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.data.Part;
import dev.w2s.data.Share;
import dev.w2s.problem.BadInputException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
  @Test
  void stepsOfOneSeedAreThoseOfTheProtocol() {
    Plan plan = plan(study().seeds(List.of(7L)).build());
    assertThat(plan.steps())
        .extracting(PlannedStep::title)
        .containsExactly(
            "examples",
            "seed 7: supervisor",
            "seed 7: weak labels",
            "seed 7: test supervisor",
            "seed 7: student (naive)",
            "seed 7: test student (naive)",
            "seed 7: student (confidence)",
            "seed 7: test student (confidence)",
            "seed 7: ceiling",
            "seed 7: test ceiling");
  }

  @Test
  void everySeedRepeatsAllButTheExamples() {
    assertThat(plan(study().seeds(3).build()).steps()).hasSize(1 + 3 * 9);
  }

  @Test
  void stepsComeAfterThoseTheyNeed() {
    Set<StepKey> seen = new HashSet<>();
    for (PlannedStep step : plan(study().build()).steps()) {
      assertThat(seen).containsAll(step.needs());
      assertThat(step.needs()).isEqualTo(step.step().needs());
      assertThat(step.key()).isEqualTo(StepKey.of(step.step()));
      assertThat(seen.add(step.key())).isTrue();
    }
  }

  @Test
  void studentAndCeilingDifferInLabelsAlone() {
    Plan plan = plan(study().seeds(1).build());
    Step.Finetune student = (Step.Finetune) step(plan, "seed 0: student (naive)");
    Step.Finetune ceiling = (Step.Finetune) step(plan, "seed 0: ceiling");
    assertThat(student.part()).isEqualTo(Part.TRANSFER);
    assertThat(student.labels())
        .isEqualTo(new TrainingLabels.Weak(key(plan, "seed 0: weak labels")));
    assertThat(ceiling.labels()).isEqualTo(new TrainingLabels.Gold());
    assertThat(ceiling)
        .isEqualTo(
            new Step.Finetune(
                student.data(),
                student.part(),
                new TrainingLabels.Gold(),
                student.model(),
                student.fingerprint(),
                student.recipe(),
                student.loss(),
                student.classes(),
                student.seed()));
  }

  @Test
  void bootstrappingTrainsEachModelOnRowsOfItsOwnAndTheLabelsOfTheOneBefore() {
    ModelSpec middle = new ModelSpec("weak", OptionalInt.of(4));
    Plan plan =
        plan(study().seeds(1).methods("naive", "bootstrap").through(List.of(middle)).build());

    assertThat(plan.steps())
        .extracting(PlannedStep::title)
        .containsSequence(
            "seed 0: test student (naive)",
            "seed 0: student (bootstrap), step 1 of 2",
            "seed 0: labels of student (bootstrap), step 1 of 2",
            "seed 0: student (bootstrap)",
            "seed 0: test student (bootstrap)",
            "seed 0: ceiling");
    Step.Finetune first = (Step.Finetune) step(plan, "seed 0: student (bootstrap), step 1 of 2");
    Step.Finetune last = (Step.Finetune) step(plan, "seed 0: student (bootstrap)");
    Step.Evaluate test = (Step.Evaluate) step(plan, "seed 0: test student (bootstrap)");
    assertThat(first.model()).isEqualTo(middle);
    assertThat(first.labels()).isEqualTo(new TrainingLabels.Weak(key(plan, "seed 0: weak labels")));
    assertThat(first.data().share()).contains(new Share(0, 2));
    assertThat(last.data().share()).contains(new Share(1, 2));
    assertThat(last.labels())
        .isEqualTo(
            new TrainingLabels.Weak(
                key(plan, "seed 0: labels of student (bootstrap), step 1 of 2")));
    assertThat(
            ((Labelling.Label) step(plan, "seed 0: labels of student (bootstrap), step 1 of 2"))
                .data())
        .isEqualTo(last.data());
    assertThat(test.data()).isEqualTo(last.data().whole());
  }

  @Test
  void bootstrappingLeavesTheOtherStepsAsTheyAre() {
    Plan plain = plan(study().methods("naive").build());
    Plan chain =
        plan(
            study()
                .methods("naive", "bootstrap")
                .through(List.of(new ModelSpec("weak", OptionalInt.of(4))))
                .build());
    assertThat(chain.steps()).containsAll(plain.steps());
  }

  @Test
  void bootstrappingNeedsModelsToPassThrough() {
    assertThatThrownBy(() -> study().methods("bootstrap").build())
        .hasMessageContaining("models.through names none");
    assertThatThrownBy(
            () -> study().through(List.of(new ModelSpec("weak", OptionalInt.of(4)))).build())
        .hasMessageContaining("add bootstrap to methods");
  }

  @Test
  void probesShareFeaturesThatAreComputedOnce() {
    Plan plan =
        plan(
            study()
                .training(r -> r.tuning(new Tuning.Probe(new Tuning.Solver.Lbfgs(1e-3, 100))))
                .seeds(2)
                .methods("naive", "confidence")
                .build());
    assertThat(plan.steps())
        .extracting(PlannedStep::title)
        .filteredOn(title -> !title.startsWith("seed 1"))
        .containsExactly(
            "examples",
            "seed 0: features of supervise rows (weak, first 2 layers)",
            "seed 0: supervisor",
            "seed 0: features of transfer rows (weak, first 2 layers)",
            "seed 0: features of validation rows (weak, first 2 layers)",
            "seed 0: weak labels",
            "features of test rows (weak, first 2 layers)",
            "seed 0: test supervisor",
            "seed 0: features of transfer rows (strong)",
            "seed 0: student (naive)",
            "features of test rows (strong)",
            "seed 0: test student (naive)",
            "seed 0: student (confidence)",
            "seed 0: test student (confidence)",
            "seed 0: ceiling",
            "seed 0: test ceiling");
    Step.Probe student = (Step.Probe) step(plan, "seed 0: student (naive)");
    assertThat(student.needs())
        .containsExactly(
            key(plan, "examples"),
            key(plan, "seed 0: weak labels"),
            key(plan, "seed 0: features of transfer rows (strong)"));
    assertThat(step(plan, "seed 1: test ceiling").needs())
        .contains(key(plan, "features of test rows (strong)"));
  }

  @Test
  void manyMethodsShareSupervisorCeilingFeaturesAndLabels() {
    Plan plan =
        plan(
            study()
                .seeds(1)
                .methods(
                    "naive",
                    "confidence",
                    "confidence-filter",
                    "neighbour-filter",
                    "logistic-relabel",
                    "rounds",
                    "probe")
                .build());
    assertThat(plan.steps())
        .extracting(PlannedStep::title)
        .containsExactly(
            "examples",
            "seed 0: supervisor",
            "seed 0: weak labels",
            "seed 0: test supervisor",
            "seed 0: student (naive)",
            "seed 0: test student (naive)",
            "seed 0: student (confidence)",
            "seed 0: test student (confidence)",
            "seed 0: labels for confidence-filter",
            "seed 0: student (confidence-filter)",
            "seed 0: test student (confidence-filter)",
            "seed 0: features of transfer rows (strong)",
            "seed 0: labels for neighbour-filter",
            "seed 0: student (neighbour-filter)",
            "seed 0: test student (neighbour-filter)",
            "seed 0: labels for logistic-relabel",
            "seed 0: student (logistic-relabel)",
            "seed 0: test student (logistic-relabel)",
            // The first round is the naive student.
            "seed 0: labels of student (rounds), round 1",
            "seed 0: student (rounds)",
            "seed 0: test student (rounds)",
            "seed 0: student (probe)",
            "features of test rows (strong)",
            "seed 0: test student (probe)",
            "seed 0: ceiling",
            "seed 0: test ceiling");
  }

  @Test
  void methodsOwnTuningTakesItsOwnRate() {
    Plan plan = plan(study().seeds(1).methods("naive", "lora").build());
    double full = ((Step.Finetune) step(plan, "seed 0: student (naive)")).recipe().rate();
    double lora = ((Step.Finetune) step(plan, "seed 0: student (lora)")).recipe().rate();
    assertThat(lora).isGreaterThan(5 * full);
    assertThat(((Step.Finetune) step(plan, "seed 0: ceiling")).recipe().rate()).isEqualTo(full);
  }

  @Test
  void fullTrainingMayStartFromAProbe() {
    Plan plan =
        plan(
            study()
                .strong(
                    new ModelSpec("strong", OptionalInt.empty()),
                    r -> r.tuning(new Tuning.ProbeThenFull(new Tuning.Solver.Adam(1e-3, 128, 2))))
                .seeds(1)
                .methods("naive")
                .build());
    Step.Finetune student = (Step.Finetune) step(plan, "seed 0: student (naive)");
    assertThat(student.probe()).contains(key(plan, "seed 0: probe of student (naive)"));
    assertThat(student.needs()).contains(key(plan, "seed 0: probe of student (naive)"));
    assertThat(((Step.Evaluate) step(plan, "seed 0: test ceiling")).beside()).isEmpty();
  }

  @Test
  void runsNameTheEvaluations() {
    Plan plan = plan(study().seeds(2).build());
    assertThat(plan.runs())
        .containsExactly(
            new Plan.SeedRun(
                0,
                key(plan, "seed 0: test supervisor"),
                key(plan, "seed 0: test ceiling"),
                List.of(
                    key(plan, "seed 0: test student (naive)"),
                    key(plan, "seed 0: test student (confidence)"))),
            new Plan.SeedRun(
                1,
                key(plan, "seed 1: test supervisor"),
                key(plan, "seed 1: test ceiling"),
                List.of(
                    key(plan, "seed 1: test student (naive)"),
                    key(plan, "seed 1: test student (confidence)"))));
  }

  @Test
  void equalMethodsArePlannedOnce() {
    Loss loss = new Loss.CrossEntropy();
    Plan plan =
        plan(
            study()
                .seeds(1)
                .methods(List.of(new Method("a", loss), new Method("b", loss)))
                .build());
    assertThat(plan.steps()).hasSize(8);
    List<StepKey> students = plan.runs().getFirst().students();
    assertThat(students).hasSize(2);
    assertThat(students.getFirst()).isEqualTo(students.getLast());
  }

  @Test
  void furtherTestSetsAreAnsweredByEveryModel() {
    Plan plan =
        plan(
            study(FAR)
                .tests("far")
                .training(
                    recipe -> recipe.tuning(new Tuning.Probe(new Tuning.Solver.Lbfgs(1e-3, 100))))
                .seeds(2)
                .methods("naive")
                .build());
    Plan.SeedRun run = plan.on("far").runs().getLast();
    assertThat(run.seed()).isEqualTo(1);
    assertThat(run.weak()).isEqualTo(key(plan, "seed 1: test supervisor on far"));
    assertThat(run.students()).containsExactly(key(plan, "seed 1: test student (naive) on far"));
    assertThat(run.ceiling()).isEqualTo(key(plan, "seed 1: test ceiling on far"));
    Step.Evaluate far = (Step.Evaluate) step(plan, "seed 1: test ceiling on far");
    Step.Evaluate near = (Step.Evaluate) step(plan, "seed 1: test ceiling");
    assertThat(far.of()).isEqualTo(near.of());
    assertThat(far.data()).isEqualTo(near.data().on("far"));
    assertThat(far.beside()).containsExactly(key(plan, "features of far rows (strong)"));
    assertThat(StepKey.of(far)).isNotEqualTo(StepKey.of(near));
  }

  @Test
  void furtherTestSetsLeaveTheOtherStepsAsTheyAre() {
    assertThat(plan(study(FAR).tests("far").build()).steps())
        .containsAll(plan(study(FAR).build()).steps());
  }

  @Test
  void furtherTestSetMustBeTheTasksOwn() {
    assertThatThrownBy(() -> study(FAR).tests("fat").build())
        .hasMessage("unknown test set 'fat' of task reviews; did you mean 'far'?");
    assertThatThrownBy(() -> study(FAR).tests("far", "far").build())
        .hasMessageContaining("no set twice");
    assertThatThrownBy(() -> study(FAR).tests("far").weakLabels(Path.of("l.csv")).build())
        .hasMessageContaining("other weak labels say nothing of further test sets");
  }

  /// Titles of what the simulated labels need.
  @Test
  void recipesAreResolvedForTheirModels() {
    Plan plan =
        Planner.plan(
            study().seeds(1).build(),
            model -> {
              long parameters = model.source().equals("weak") ? 30_000_000 : 110_000_000;
              return new ModelFacts(Fixtures.hex(model.source()), "bert", parameters, 1, 2, 8, 64);
            },
            Fixtures::fingerprint);
    Step.Finetune supervisor = (Step.Finetune) step(plan, "seed 0: supervisor");
    Step.Finetune ceiling = (Step.Finetune) step(plan, "seed 0: ceiling");
    assertThat(supervisor.recipe().rate()).isEqualTo(1e-4);
    assertThat(ceiling.recipe().rate()).isEqualTo(3e-5);
    assertThat(ceiling.recipe().maxTokens()).isEqualTo(64);
  }

  @Test
  void missingModelsAndSourcesAreToldTogether() {
    assertThatThrownBy(() ->
            Planner.plan(
                study().build(),
                model -> {
                  throw new BadInputException("no model " + model);
                },
                source -> {
                  throw new BadInputException("no source");
                }))
        .isInstanceOf(BadInputException.class)
        .hasMessage("no model weak, first 2 layers\nno model strong\nno source");
  }
}
