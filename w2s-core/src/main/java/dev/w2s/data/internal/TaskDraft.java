package dev.w2s.data.internal;

import dev.w2s.data.Reading;
import dev.w2s.data.Source;
import dev.w2s.data.Task;
import dev.w2s.data.TaskEntry;
import dev.w2s.data.TestSet;
import dev.w2s.data.internal.Places.Place;
import dev.w2s.problem.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a task file says, before anything is fetched.
///
/// @param further test sets by name
record TaskDraft(
    String name,
    int version,
    String description,
    String licence,
    String origin,
    TaskEntry.Size size,
    List<String> classes,
    Where where,
    boolean balance,
    Map<String, Further> further) {
  /// Where records are, and how they are read there.
  record Where(List<Place> train, List<Place> test, Reading reading) {}

  /// A further test set.
  ///
  /// @param places none where its records are among the task's own test records
  record Further(List<Place> places, Reading reading) {}

  /// The task.
  ///
  /// @param sources fetches what places name
  Task task(Function<List<Place>, List<Source>> sources) {
    if (where.train().isEmpty()) {
      throw new BadInputException(
          "the records of task %s are not on the hub; %s"
              .formatted(name, "name the folder of all data sets with --data-dir"));
    }
    List<Source> train = sources.apply(where.train());
    List<Source> test = sources.apply(where.test());
    List<Source> own = test.isEmpty() ? train : test;
    List<TestSet> tests = new ArrayList<>();
    further.forEach((set, of) -> {
      List<Source> its = of.places().isEmpty() ? own : sources.apply(of.places());
      tests.add(new TestSet(set, its, of.reading()));
    });
    return new Task(
        name, version, description, licence, classes, train, test, where.reading(), balance, tests);
  }

  /// What a list of tasks says of it.
  TaskEntry entry() {
    return new TaskEntry(
        name, description, licence, classes, balance, where.reading(), source(), size);
  }

  private String source() {
    return where.train().stream()
        .filter(Place.Remote.class::isInstance)
        .map(place -> "hf:" + ((Place.Remote) place).address().repository())
        .findFirst()
        .orElse(origin);
  }
}
