package dev.w2s.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The columns of a file of predictions: `id` or `row`, what a model says, and fields that are
/// handed on.
///
/// @param numbered whether rows are called by their numbers, in a column `row` in place of `id`
/// @param said what a model says, in order
/// @param kept names of the fields that are handed on
public record LabelColumns(boolean numbered, List<Column> said, List<String> kept) {
  /// The column of the most probable class's name.
  public static final String PREDICTION = "prediction";

  /// The field of a `jsonl` row that holds the probabilities by class.
  public static final String PROBABILITIES = "probabilities";

  /// One of the things that a model says.
  public sealed interface Column {
    /// What it is called in a flat table.
    String name();

    /// A text.
    record Text(String name) implements Column {}

    /// A number, float32.
    record Numeric(String name) implements Column {}

    /// The probability of a class, float32; in `jsonl` a field of the object
    /// [LabelColumns#PROBABILITIES].
    record Probability(String className) implements Column {
      @Override
      public String name() {
        return "p_" + className;
      }
    }
  }

  /// @throws IllegalArgumentException where two columns would have one name
  public LabelColumns {
    said = List.copyOf(said);
    kept = List.copyOf(kept);
    Set<String> own = new HashSet<>(names(numbered, said));
    own.add(PROBABILITIES);
    for (String name : kept) {
      if (own.contains(name)) {
        throw new IllegalArgumentException(
            "the field '" + name + "' cannot be kept: a column of the predictions has that name");
      }
    }
  }

  /// What is said of classes: the most probable one's name, and the probability of each.
  public static List<Column> ofClasses(List<String> classes) {
    List<Column> columns = new ArrayList<>(List.of(new Column.Text(PREDICTION)));
    classes.forEach(name -> columns.add(new Column.Probability(name)));
    return columns;
  }

  /// `id` or `row`.
  public String id() {
    return id(numbered);
  }

  /// All columns of a flat table, in order.
  public List<String> names() {
    List<String> names = names(numbered, said);
    names.addAll(kept);
    return names;
  }

  private static String id(boolean numbered) {
    return numbered ? "row" : "id";
  }

  private static List<String> names(boolean numbered, List<Column> said) {
    List<String> names = new ArrayList<>(List.of(id(numbered)));
    said.forEach(column -> names.add(column.name()));
    return names;
  }
}
