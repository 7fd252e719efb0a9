package dev.w2s.data;

import dev.w2s.data.internal.Problems;
import dev.w2s.data.internal.RecordInterpreter;
import dev.w2s.data.internal.RecordNames;
import dev.w2s.data.internal.RecordReader;
import dev.w2s.data.internal.SourceRecord;
import dev.w2s.problem.BadInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads a task's sources and makes examples of their records. The same bytes give the same
/// examples in the same order, always.
///
/// The examples of a multiple-choice record with id `x` are `x#0`, with a wrong answer, and `x#1`,
/// with the right one. The wrong one is chosen by a hash of `x`, so that it depends neither on the
/// other records nor on what the task is called. The examples of a further test set `far` have ids
/// that start with `far/`.
public final class ExampleReader {
  private final Task task;
  private final Problems problems = new Problems();
  private final Set<String> ids = new HashSet<>();

  private ExampleReader(Task task) {
    this.task = task;
  }

  /// All examples of a task.
  ///
  /// @throws BadInputException with up to 20 problems, by file and row; the same problem of many
  ///   rows of a file is told of the first
  public static Examples read(Task task) {
    return new ExampleReader(task).read();
  }

  private Examples read() {
    RecordNames names =
        new RecordNames(Stream.concat(task.train().stream(), task.test().stream()).toList(), "");
    List<Example> train = readAll(task.train(), task.reading(), names);
    List<Example> test = readAll(task.test(), task.reading(), names);
    Map<String, List<Example>> tests = new LinkedHashMap<>();
    for (TestSet further : task.tests()) {
      tests.put(further.name(), further(further));
    }
    problems.throwIfAny();
    requireRows("training records", train);
    tests.forEach((name, rows) -> requireRows("records of test set " + name, rows));
    boolean comparisons = task.reading().answer() instanceof Reading.Answer.Comparison;
    return new Examples(task.classes(), train, test, tests, comparisons);
  }

  private List<Example> further(TestSet set) {
    RecordNames names = new RecordNames(set.sources(), set.name() + "/");
    return readAll(set.sources(), set.reading(), names);
  }

  private void requireRows(String what, List<Example> rows) {
    if (rows.isEmpty()) {
      throw new BadInputException("task " + task.name() + ": all " + what + " were dropped");
    }
  }

  private List<Example> readAll(List<Source> sources, Reading reading, RecordNames names) {
    RecordInterpreter interpreter = new RecordInterpreter(task.classes(), reading, names);
    List<Example> examples = new ArrayList<>();
    for (Source source : sources) {
      RecordReader.read(
          source,
          problems,
          record -> add(record, interpreter.examples(source, record, problems), examples));
    }
    return examples;
  }

  private void add(SourceRecord record, List<Example> made, List<Example> examples) {
    for (Example example : made) {
      if (ids.add(example.id())) {
        examples.add(example);
      } else {
        problems.add(
            record.problem("the id '" + example.id() + "' was given to an earlier record"));
      }
    }
  }
}
