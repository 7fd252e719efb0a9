package dev.w2s.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The columns of a file of predictions: `id` or `row`, `prediction`, the probability of each
/// class, and fields that are handed on.
///
/// @param numbered whether rows are called by their numbers, in a column `row` in place of `id`
/// @param classes names of the classes
/// @param kept names of the fields that are handed on
public record LabelColumns(boolean numbered, List<String> classes, List<String> kept) {
  /// The column of the most probable class's name.
  public static final String PREDICTION = "prediction";

  /// The field of a `jsonl` row that holds the probabilities by class.
  public static final String PROBABILITIES = "probabilities";

  /// @throws IllegalArgumentException where two columns would have one name
  public LabelColumns {
    classes = List.copyOf(classes);
    kept = List.copyOf(kept);
    Set<String> own = new HashSet<>(names(numbered, classes));
    own.add(PROBABILITIES);
    for (String name : kept) {
      if (own.contains(name)) {
        throw new IllegalArgumentException(
            "the field '" + name + "' cannot be kept: a column of the predictions has that name");
      }
    }
  }

  /// `id` or `row`.
  public String id() {
    return id(numbered);
  }

  /// All columns of a flat table, in order; `p_` and its name for the probability of a class.
  public List<String> names() {
    List<String> names = names(numbered, classes);
    names.addAll(kept);
    return names;
  }

  private static String id(boolean numbered) {
    return numbered ? "row" : "id";
  }

  private static List<String> names(boolean numbered, List<String> classes) {
    List<String> names = new ArrayList<>(List.of(id(numbered), PREDICTION));
    classes.forEach(name -> names.add("p_" + name));
    return names;
  }
}
