package dev.w2s.data;

import dev.w2s.data.internal.Template;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What is read of each record of a file whose labels are not known.
///
/// Fields within other fields are named with dots, as in a [Reading].
///
/// @param texts one or two templates; `{field}` stands for a field of the record
/// @param id field that names a record; empty for the row's number
/// @param keep fields that are handed on as they are
public record RowReading(List<String> texts, Optional<String> id, List<String> keep) {
  public RowReading {
    texts = List.copyOf(texts);
    keep = List.copyOf(keep);
    Objects.requireNonNull(id, "id");
    if (texts.isEmpty() || texts.size() > 2) {
      throw new IllegalArgumentException(
          "a row has 1 or 2 text templates but this has " + texts.size());
    }
    if (new HashSet<>(keep).size() < keep.size()) {
      throw new IllegalArgumentException("a field is to be kept twice: " + String.join(", ", keep));
    }
    texts.forEach(Template::parse);
  }

  /// The template that a user means: a text without any brace names a column, as the same words for
  /// every row would tell nothing apart.
  public static String template(String columnOrTemplate) {
    return columnOrTemplate.contains("{") ? columnOrTemplate : "{" + columnOrTemplate + "}";
  }
}
