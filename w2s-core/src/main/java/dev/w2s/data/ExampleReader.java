package dev.w2s.data;

import dev.w2s.data.internal.Problems;
import dev.w2s.data.internal.RecordInterpreter;
import dev.w2s.data.internal.RecordNames;
import dev.w2s.data.internal.RecordReader;
import dev.w2s.data.internal.SourceRecord;
import dev.w2s.problem.BadInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a task's sources and makes examples of their records. The same bytes give the same
/// examples in the same order, always.
///
/// The examples of a multiple-choice record with id `x` are `x#0`, with a wrong answer, and `x#1`,
/// with the right one. The wrong one is chosen by a hash of `x`, so that it depends neither on the
/// other records nor on what the task is called.
public final class ExampleReader {
  private final RecordInterpreter interpreter;
  private final RecordNames names;
  private final Problems problems = new Problems();
  private final Set<String> ids = new HashSet<>();

  private ExampleReader(Task task) {
    this.interpreter = new RecordInterpreter(task);
    this.names = new RecordNames(task);
  }

  /// All examples of a task.
  ///
  /// @throws BadInputException with up to 20 problems, by file and row; the same problem of many
  ///   rows of a file is told of the first
  public static Examples read(Task task) {
    ExampleReader reader = new ExampleReader(task);
    List<Example> train = reader.readAll(task.train());
    List<Example> test = reader.readAll(task.test());
    reader.problems.throwIfAny();
    if (train.isEmpty()) {
      throw new BadInputException("task " + task.name() + ": all training records were dropped");
    }
    return new Examples(task.classes(), train, test);
  }

  private List<Example> readAll(List<Source> sources) {
    List<Example> examples = new ArrayList<>();
    for (Source source : sources) {
      RecordReader.read(source, problems, record -> add(source, record, examples));
    }
    return examples;
  }

  private void add(Source source, SourceRecord record, List<Example> examples) {
    for (Example example : interpreter.examples(record, names.of(source, record.row()), problems)) {
      if (ids.add(example.id())) {
        examples.add(example);
      } else {
        problems.add(
            record.problem("the id '" + example.id() + "' was given to an earlier record"));
      }
    }
  }
}
