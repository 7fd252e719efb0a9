package dev.w2s.data;

import dev.w2s.data.internal.Problems;
import dev.w2s.data.internal.RecordReader;
import dev.w2s.data.internal.RowFile;
import dev.w2s.data.internal.WeakLabelReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Labels by another program or a person.
///
/// A file of records, in any format that [Source.File] reads, each with an `id` and one of
/// - `label`: the name of a class, or its index from 0 (where no class has a number for a name)
/// - `probabilities`: a list with one number for each class, in the task's order, or an object of
///   numbers by class name; in `csv` as JSON text
///
/// Probabilities sum to 1 within 0.001 and are divided by their sum. Other fields are passed over.
public final class WeakLabelFile {
  private WeakLabelFile() {}

  /// What the file says, by example id, in the file's order.
  ///
  /// @param classes names of the task's classes
  /// @throws dev.w2s.problem.BadInputException with up to 20 problems, by row
  public static Map<String, Prediction> read(Path file, List<String> classes) {
    Problems problems = new Problems();
    WeakLabelReader reader = new WeakLabelReader(classes);
    Map<String, Prediction> predictions = new LinkedHashMap<>();
    RecordReader.read(
        new Source.File(file),
        problems,
        record -> reader.read(record, predictions).ifPresent(problems::add));
    problems.throwIfAny();
    return Collections.unmodifiableMap(predictions);
  }

  /// The classes that files name, in alphabetical order: as labels, or in objects of probabilities.
  ///
  /// @throws dev.w2s.problem.BadInputException where these are no files of labels
  public static List<String> classes(List<Path> files) {
    Problems problems = new Problems();
    SortedSet<String> names = new TreeSet<>();
    for (Path file : files) {
      RecordReader.read(
          new Source.File(file),
          problems,
          record -> WeakLabelReader.addNames(record, names).ifPresent(problems::add));
    }
    problems.throwIfAny();
    return List.copyOf(names);
  }

  /// Writes the labels of examples of the training and the test set, in the form that [#read]
  /// reads. The file is replaced.
  public static void write(Path file, Examples labels) {
    Stream<Row> rows =
        Stream.concat(labels.train().stream(), labels.test().stream())
            .map(row -> new Row(row.id(), labels.classes().get(row.label())));
    RowFile.write(file, rows);
  }

  private record Row(String id, String label) {}
}
