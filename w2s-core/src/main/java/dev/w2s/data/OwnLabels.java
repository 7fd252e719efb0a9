package dev.w2s.data;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Rows whose labels come from anywhere, with the labels and with what little truth there is. The
/// labels of the rows themselves are not looked at.
///
/// @param classes names of the classes
/// @param rows all rows
/// @param labels weak labels by id, of rows that are there
/// @param truth right classes by id, of rows that are there
/// @param unknown ids of labels for rows that are not there
public record OwnLabels(
    List<String> classes,
    List<Example> rows,
    Map<String, Prediction> labels,
    Map<String, Integer> truth,
    List<String> unknown) {
  public OwnLabels {
    classes = List.copyOf(classes);
    rows = List.copyOf(rows);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    truth = Collections.unmodifiableMap(new LinkedHashMap<>(truth));
    unknown = List.copyOf(unknown);
  }

  /// Joins rows with labels and truth.
  ///
  /// @param file of the labels, and `truthFile` of the truth, for messages
  /// @throws BadInputException where no label is of a row that is there, all name one class, or the
  ///   truth speaks of a row that is not there
  public static OwnLabels join(
      Examples examples,
      Path file,
      Map<String, Prediction> labels,
      Path truthFile,
      Map<String, Prediction> truth) {
    List<Example> rows =
        Stream.concat(examples.train().stream(), examples.test().stream()).toList();
    Set<String> ids = new HashSet<>(rows.stream().map(Example::id).toList());
    requireKnown(truthFile, truth.keySet(), ids, rows);
    Map<String, Prediction> known = new LinkedHashMap<>(labels);
    known.keySet().retainAll(ids);
    if (known.isEmpty()) {
      throw new BadInputException(
          Problem.in(
              file,
              "none of the %,d labels is of a row of the task, whose ids are such as '%s'"
                  .formatted(labels.size(), rows.getFirst().id())));
    }
    requireClasses(file, known.values(), examples.classes());
    Map<String, Integer> right = new LinkedHashMap<>();
    truth.forEach((id, said) -> right.put(id, said.label()));
    List<String> unknown = labels.keySet().stream().filter(id -> !ids.contains(id)).toList();
    return new OwnLabels(examples.classes(), rows, known, right, unknown);
  }

  private static void requireKnown(
      Path file, Collection<String> named, Set<String> ids, List<Example> rows) {
    List<String> unknown = named.stream().filter(id -> !ids.contains(id)).toList();
    if (!unknown.isEmpty()) {
      throw new BadInputException(
          Problem.in(
              file,
              "%,d of %,d ids are of no row of the task, such as '%s'; its ids are such as '%s'"
                  .formatted(
                      unknown.size(), named.size(), unknown.getFirst(), rows.getFirst().id())));
    }
  }

  private static void requireClasses(
      Path file, Collection<Prediction> labels, List<String> classes) {
    List<Integer> named = labels.stream().map(Prediction::label).distinct().toList();
    if (named.size() == 1) {
      throw new BadInputException(
          Problem.in(
              file,
              "all %,d labels name one class, '%s': there is nothing to learn from them"
                  .formatted(labels.size(), classes.get(named.getFirst()))));
    }
  }

  /// Rows that have no label.
  public int unlabelled() {
    return rows.size() - labels.size();
  }

  /// Rows whose texts stand in an earlier row, too.
  public int repeated() {
    return rows.size() - (int) rows.stream().map(OwnLabels::texts).distinct().count();
  }

  /// Rows with a label that share their texts with a row whose label names another class.
  public int contradicting() {
    Map<List<String>, List<Integer>> said = new HashMap<>();
    for (Example row : labelled(_ -> true)) {
      said.computeIfAbsent(texts(row), _ -> new ArrayList<>()).add(weak(row.id()).orElseThrow());
    }
    return said.values().stream()
        .filter(classes -> classes.stream().distinct().count() > 1)
        .mapToInt(List::size)
        .sum();
  }

  /// What the texts of a row are told from those of others by: case and white space do not count.
  static List<String> texts(Example row) {
    return row.texts().stream()
        .map(text -> text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
        .toList();
  }

  /// Rows that have a label, and others of which this holds.
  List<Example> labelled(Predicate<Example> which) {
    return rows.stream().filter(row -> labels.containsKey(row.id())).filter(which).toList();
  }

  /// The class that the weak label of a row gives most; empty where it has none.
  public OptionalInt weak(String id) {
    Prediction label = labels.get(id);
    return label == null ? OptionalInt.empty() : OptionalInt.of(label.label());
  }
}
