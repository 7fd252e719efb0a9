package dev.w2s.study;

import dev.w2s.data.Rows;
import dev.w2s.data.Task;
import dev.w2s.data.TestSet;
import java.util.List;
import java.util.OptionalInt;

/// Plans of small studies, and their steps by title.
final class PlanFixtures {
  /// A task with a further test set.
  static final Task FAR =
      new Task(
          "reviews",
          1,
          "Is it good?",
          "CC0",
          List.of("bad", "good"),
          Fixtures.TASK.train(),
          List.of(),
          Fixtures.TASK.reading(),
          true,
          List.of(new TestSet("far", Fixtures.TASK.train(), Fixtures.TASK.reading())));

  private PlanFixtures() {}

  static StudyBuilder study() {
    return study(Fixtures.TASK);
  }

  static StudyBuilder study(Task task) {
    return Study.builder("s", task)
        .rows(new Rows(100, 10, 20))
        .weak(new ModelSpec("weak", OptionalInt.of(2)), r -> r)
        .strong("strong");
  }

  static Plan plan(Study study) {
    return Planner.plan(study, Fixtures::facts, Fixtures::fingerprint);
  }

  static StepKey key(Plan plan, String title) {
    return planned(plan, title).key();
  }

  static Step step(Plan plan, String title) {
    return planned(plan, title).step();
  }

  static PlannedStep planned(Plan plan, String title) {
    return plan.steps().stream()
        .filter(step -> step.title().equals(title))
        .findFirst()
        .orElseThrow();
  }
}
