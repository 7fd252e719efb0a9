package dev.w2s.data;

import dev.w2s.data.internal.Template;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// How one record becomes examples.
///
/// Fields within other fields are named with dots: `choices.text`.
///
/// @param texts one or two templates; `{field}` stands for a field of the record, `{choice}` for
///   the answer offered, `{{` and `}}` for braces
/// @param answer what the label is read from
/// @param id field that names a record; empty for the file's name and the row's number
/// @param group field whose value keeps records together; empty for each record its own group
/// @param difficulty numeric field, larger is harder; empty for none
public record Reading(
    List<String> texts,
    Answer answer,
    Optional<String> id,
    Optional<String> group,
    Optional<String> difficulty) {
  public Reading {
    texts = List.copyOf(texts);
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(difficulty, "difficulty");
    if (texts.isEmpty() || texts.size() > 2) {
      throw new IllegalArgumentException(
          "a task has 1 or 2 text templates but this has " + texts.size());
    }
    texts.forEach(Template::parse);
  }

  /// What the label is read from.
  public sealed interface Answer {
    /// The label is a field of the record.
    ///
    /// @param field the field
    /// @param values value of the field (as text) to name of the class; values that are not named
    ///   are an error
    /// @param drop values whose records are left out
    record Field(String field, Map<String, String> values, List<String> drop) implements Answer {
      public Field {
        Objects.requireNonNull(field, "field");
        values = Map.copyOf(values);
        drop = List.copyOf(drop);
      }
    }

    /// Multiple choice: each record gives two examples of one group, a wrong answer drawn at random
    /// (class 0) and the right one (class 1); arXiv 2312.09390, appendix A.1.
    ///
    /// @param options fields that hold the answers; a field with a list gives all its items
    /// @param right field that says which answer is right
    /// @param naming how it says so
    record Choices(List<String> options, String right, Naming naming) implements Answer {
      public Choices {
        options = List.copyOf(options);
        Objects.requireNonNull(right, "right");
        Objects.requireNonNull(naming, "naming");
        if (options.isEmpty()) {
          throw new IllegalArgumentException(
              "options must name at least one field that holds answers");
        }
      }
    }
  }

  /// How a record says which of its answers is right.
  public enum Naming {
    /// By the answer itself, word for word.
    TEXT,
    /// By the name of the field that holds it.
    FIELD,
    /// By its place, counted from 0.
    INDEX,
    /// By its place, counted from 1.
    NUMBER,
    /// By its letter, A for the first; some sets write 1 for A, which is taken too.
    LETTER
  }
}
