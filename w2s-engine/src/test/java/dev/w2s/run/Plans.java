package dev.w2s.run;

import dev.w2s.data.Reading;
import dev.w2s.data.Rows;
import dev.w2s.data.Source;
import dev.w2s.data.Task;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Planner;
import dev.w2s.study.Study;
import dev.w2s.study.StudyBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Plans of small studies: one seed, one method, models that are never loaded.
final class Plans {
  private static final Reading READING =
      new Reading(
          List.of("{text}"),
          new Reading.Answer.Field("label", Map.of("0", "no", "1", "yes"), List.of()),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static final Task TASK =
      new Task(
          "sample",
          1,
          "",
          "",
          List.of("no", "yes"),
          List.of(new Source.File(Path.of("rows.jsonl"))),
          List.of(),
          READING,
          true);

  private Plans() {}

  static Plan of(UnaryOperator<StudyBuilder> study) {
    StudyBuilder builder =
        Study.builder("sample", TASK)
            .rows(new Rows(8, 0, 4))
            .weak("small")
            .strong("large")
            .methods("naive")
            .seeds(1);
    return Planner.plan(study.apply(builder).build(), Plans::facts, source -> "f".repeat(64));
  }

  static Plan standard() {
    return of(UnaryOperator.identity());
  }

  static PlannedStep titled(Plan plan, String title) {
    return plan.steps().stream()
        .filter(step -> step.title().endsWith(title))
        .findFirst()
        .orElseThrow();
  }

  private static ModelFacts facts(ModelSpec model) {
    long weights = model.source().equals("large") ? 2_000_000 : 1_000_000;
    return new ModelFacts("a".repeat(64), "bert", 2 * weights, weights, 2, 16, 32);
  }
}
