package dev.w2s.report;

import dev.w2s.data.Reading;
import dev.w2s.data.Rows;
import dev.w2s.data.Source;
import dev.w2s.data.Task;
import dev.w2s.study.DeviceChoice;
import dev.w2s.study.Loss;
import dev.w2s.study.Method;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Plan;
import dev.w2s.study.Plan.SeedRun;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Recipe;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.study.Study;
import dev.w2s.study.Supervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Plans as studies have them.
final class SamplePlans {
  static final ModelSpec WEAK = new ModelSpec("all-minilm-l6-v2", OptionalInt.of(2));
  static final ModelSpec STRONG = new ModelSpec("bge-small-en-v1.5", OptionalInt.empty());

  private SamplePlans() {}

  static Plan of(String name, Supervisor weak, List<String> classes, List<String> methods) {
    Study study =
        new Study(
            name,
            task(classes),
            new Rows(8_000, 1_000, 2_000),
            weak,
            STRONG,
            Recipe.DEFAULT,
            methods.stream().map(m -> new Method(m, new Loss.CrossEntropy())).toList(),
            List.of(0L, 1L, 2L),
            false,
            DeviceChoice.AUTO);
    List<PlannedStep> steps = new ArrayList<>();
    List<SeedRun> runs = new ArrayList<>();
    for (long seed : study.seeds()) {
      StepKey supervisor = evaluation(steps, study, seed, "supervisor");
      StepKey ceiling = evaluation(steps, study, seed, "ceiling");
      List<StepKey> students =
          methods.stream().map(m -> evaluation(steps, study, seed, "student (" + m + ")")).toList();
      runs.add(new SeedRun(seed, supervisor, ceiling, students));
    }
    Map<ModelSpec, ModelFacts> models =
        Map.of(
            STRONG, new ModelFacts("ab".repeat(32), "bert", 33_360_000, 21_290_000, 12, 384, 512),
            WEAK, new ModelFacts("cd".repeat(32), "bert", 15_000_000, 3_550_000, 2, 384, 512));
    return new Plan(study, models, steps, runs);
  }

  private static StepKey evaluation(List<PlannedStep> steps, Study study, long seed, String role) {
    StepKey model = key(2 * steps.size() + 1);
    StepKey key = key(2 * steps.size() + 2);
    Step step =
        new Step.Evaluate(model, new Step.Data(key(0), study.rows(), true, seed), List.of());
    steps.add(new PlannedStep(key, step, List.of(model), "seed " + seed + ": score the " + role));
    return key;
  }

  static StepKey key(int number) {
    return new StepKey("%064x".formatted(0xabcdef1234L * number));
  }

  private static Task task(List<String> classes) {
    return new Task(
        "wordnet-gloss",
        1,
        "",
        "",
        classes,
        List.of(new Source.WordNet(Source.Relation.GLOSS)),
        List.of(),
        new Reading(
            List.of("{word}", "{definition}"),
            new Reading.Answer.Field("own", Map.of(), List.of()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        true);
  }
}
