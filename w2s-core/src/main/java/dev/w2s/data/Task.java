package dev.w2s.data;

import dev.w2s.problem.BadInputException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What is to be predicted, and how records become examples. A task is data: everything here can be
/// said in a task file.
///
/// @param name short name, `[a-z0-9-]+`
/// @param version grows whenever the same records would give other examples
/// @param description one line for people
/// @param licence of the data
/// @param classes names of the classes, at least 2
/// @param train where training records come from
/// @param test where the task's own test records come from; empty where test rows are taken from
///   `train`
/// @param reading how one record becomes examples
/// @param balance whether every class is given equally many rows in every part; the test part is
///   balanced always
/// @param tests further test sets, for what the training rows do not show: other domains, other
///   sources
public record Task(
    String name,
    int version,
    String description,
    String licence,
    List<String> classes,
    List<Source> train,
    List<Source> test,
    Reading reading,
    boolean balance,
    List<TestSet> tests) {
  public Task {
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(licence, "licence");
    Objects.requireNonNull(reading, "reading");
    classes = List.copyOf(classes);
    train = List.copyOf(train);
    test = List.copyOf(test);
    tests = List.copyOf(tests);
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "a task's name is made of a-z, 0-9 and - but was '" + name + "'");
    }
    if (classes.size() < 2) {
      throw new IllegalArgumentException("a task needs at least 2 classes but has " + classes);
    }
    if (train.isEmpty()) {
      throw new IllegalArgumentException("a task needs at least one source of training records");
    }
    if (tests.stream().map(TestSet::name).distinct().count() < tests.size()) {
      throw new IllegalArgumentException("two of a task's further test sets have one name");
    }
  }

  /// A task without further test sets.
  public Task(
      String name,
      int version,
      String description,
      String licence,
      List<String> classes,
      List<Source> train,
      List<Source> test,
      Reading reading,
      boolean balance) {
    this(name, version, description, licence, classes, train, test, reading, balance, List.of());
  }

  /// All its sources: of the training records, of the test, and of the further test sets.
  public List<Source> sources() {
    return Stream.of(
            train.stream(),
            test.stream(),
            tests.stream().flatMap(further -> further.sources().stream()))
        .flatMap(sources -> sources)
        .toList();
  }

  /// How many answers a guess has to choose among: the classes, or, where answers are written, more
  /// than would let it be right.
  public int guesses() {
    return reading.answer().isWritten() ? Integer.MAX_VALUE : classes.size();
  }

  /// The same records with the class that another field names: labels that came with the data.
  ///
  /// @param field the field; it is read as the task's own label field is
  /// @throws dev.w2s.problem.BadInputException where the task's label is not read from a field
  public Task labelledBy(String field) {
    if (!(reading.answer() instanceof Reading.Answer.Field gold)) {
      throw new BadInputException(
          "task " + name + " has no label field that '" + field + "' could stand for");
    }
    return new Task(
        name,
        version,
        description,
        licence,
        classes,
        train,
        test,
        reading.withAnswer(new Reading.Answer.Field(field, gold.values(), gold.drop())),
        balance);
  }
}
