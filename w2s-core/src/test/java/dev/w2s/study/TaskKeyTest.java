package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.data.Reading;
import dev.w2s.data.Reading.Answer.Comparison;
import dev.w2s.data.Reading.Verdict;
import dev.w2s.data.Task;
import dev.w2s.data.TestSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What of a task its examples' key depends on.
class TaskKeyTest {
  @Test
  void foldersCountOnlyAsFarAsTheyTellFilesApart() {
    Task unnamed = unnamed();
    StepKey ab =
        StepKeyTest.examples(
            StepKeyTest.sources(unnamed, "/x/a/t.csv", "/x/b/t.csv.gz", "/x/c/u.csv"));
    assertThat(
            StepKeyTest.examples(
                StepKeyTest.sources(unnamed, "/y/a/t.csv", "/y/b/t.csv.gz", "/y/c/u.csv")))
        .isEqualTo(ab);
    assertThat(
            StepKeyTest.examples(
                StepKeyTest.sources(unnamed, "/x/a/t.csv", "/x/b/t.csv.gz", "/x/d/u.csv")))
        .isNotEqualTo(ab);
  }

  @Test
  void everythingThatMakesAComparisonCounts() {
    Verdict named = new Verdict.Named("w", Map.of("1", true), List.of());
    Set<StepKey> keys =
        Stream.of(
                new Comparison("a", "b", new Verdict.One(), false),
                new Comparison("b", "a", new Verdict.One(), false),
                new Comparison("a", "b", new Verdict.One(), true),
                new Comparison("a", "b", named, false),
                new Comparison(
                    "a", "b", new Verdict.Named("w", Map.of("1", false), List.of()), false),
                new Comparison(
                    "a", "b", new Verdict.Named("w", Map.of("1", true), List.of("2")), false),
                new Comparison("a", "b", new Verdict.Scores("w", "v"), false))
            .map(TaskKeyTest::compared)
            .collect(Collectors.toSet());
    assertThat(keys).hasSize(7);
  }

  @Test
  void everythingThatChoosesRecordsCounts() {
    Optional<Reading.Group> whole = Optional.of(Reading.Group.of("g"));
    Optional<Reading.Group> part = Optional.of(new Reading.Group("g", ":"));
    Set<StepKey> keys =
        Stream.of(
                reading(Fixtures.TASK, whole, List.of()),
                reading(Fixtures.TASK, part, List.of()),
                reading(Fixtures.TASK, whole, List.of(filter(true))),
                reading(Fixtures.TASK, whole, List.of(filter(false))),
                reading(Fixtures.TASK, whole, List.of(within(1200, true))),
                reading(Fixtures.TASK, whole, List.of(within(1200, false))),
                reading(Fixtures.TASK, whole, List.of(within(900, true))),
                tests(Fixtures.TASK, "far"),
                tests(Fixtures.TASK, "near"))
            .map(StepKeyTest::examples)
            .collect(Collectors.toSet());
    assertThat(keys).hasSize(9);
  }

  private static Task unnamed() {
    Task task = Fixtures.TASK;
    Reading of = task.reading();
    Reading reading =
        new Reading(
            of.texts(), of.answer(), Optional.empty(), of.group(), of.difficulty(), of.filters());
    return StepKeyTest.copy(task, task.name(), 1, task.classes(), task.train(), reading, true);
  }

  static Task reading(Task task, Optional<Reading.Group> group, List<Reading.Filter> filters) {
    Reading of = task.reading();
    Reading reading =
        new Reading(of.texts(), of.answer(), of.id(), group, of.difficulty(), filters);
    return StepKeyTest.copy(task, task.name(), 1, task.classes(), task.train(), reading, true);
  }

  static Reading.Filter filter(boolean keep) {
    return new Reading.Filter("lang", List.of("en"), keep);
  }

  private static Reading.Filter within(double most, boolean included) {
    Optional<Reading.Bound> high = Optional.of(new Reading.Bound(most, included));
    return new Reading.Filter("rating", new Reading.Condition.Within(Optional.empty(), high), true);
  }

  static Task tests(Task task, String name) {
    TestSet set = new TestSet(name, task.train(), task.reading());
    return new Task(
        task.name(),
        task.version(),
        task.description(),
        task.licence(),
        task.classes(),
        task.train(),
        task.test(),
        task.reading(),
        task.balance(),
        List.of(set));
  }

  private static StepKey compared(Comparison comparison) {
    Reading reading =
        new Reading(
            List.of("{choice}"), comparison, Optional.empty(), Optional.empty(), Optional.empty());
    Task task = Fixtures.TASK;
    return StepKeyTest.examples(
        StepKeyTest.copy(task, "c", 1, task.classes(), task.train(), reading, true));
  }
}
