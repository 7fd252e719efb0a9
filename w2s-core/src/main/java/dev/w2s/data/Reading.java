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
/// @param group what keeps records together; empty for each record its own group
/// @param difficulty numeric field, larger is harder; empty for none
/// @param filters which records are read; all of them must let a record pass
public record Reading(
    List<String> texts,
    Answer answer,
    Optional<String> id,
    Optional<Group> group,
    Optional<String> difficulty,
    List<Filter> filters) {
  public Reading {
    texts = List.copyOf(texts);
    filters = List.copyOf(filters);
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(difficulty, "difficulty");
    if (texts.isEmpty() || texts.size() > 2) {
      throw new IllegalArgumentException(
          "a task has 1 or 2 text templates but this has " + texts.size());
    }
    texts.forEach(Template::parse);
    if (answer.isWritten() && texts.size() != 1) {
      throw new IllegalArgumentException(
          "a task whose answers are written has one text template but this has 2");
    }
    if (answer instanceof Answer.Comparison && texts.size() != 1) {
      throw new IllegalArgumentException(
          "a comparison has one text template, for both completions, but this has 2");
    }
  }

  /// A reading of all records.
  ///
  /// @param group field whose value keeps records together; empty for each record its own group
  public Reading(
      List<String> texts,
      Answer answer,
      Optional<String> id,
      Optional<String> group,
      Optional<String> difficulty) {
    this(texts, answer, id, group.map(Group::of), difficulty, List.of());
  }

  /// The same records with another answer.
  Reading withAnswer(Answer other) {
    return new Reading(texts, other, id, group, difficulty, filters);
  }

  /// What keeps records together.
  ///
  /// @param field whose value it is
  /// @param before where the value ends, so that only its beginning counts: the first turn of a
  ///   dialogue; empty for the whole value, which is also taken where it does not hold these words
  public record Group(String field, String before) {
    public Group {
      Objects.requireNonNull(field, "field");
      Objects.requireNonNull(before, "before");
    }

    /// The whole value of a field.
    public static Group of(String field) {
      return new Group(field, "");
    }
  }

  /// Leaves out records by the value of a field.
  ///
  /// @param field the field
  /// @param condition what its value is held to
  /// @param keep whether only records that meet it are read, or only those that do not
  public record Filter(String field, Condition condition, boolean keep) {
    public Filter {
      Objects.requireNonNull(field, "field");
      Objects.requireNonNull(condition, "condition");
    }

    /// A filter by values.
    public Filter(String field, List<String> values, boolean keep) {
      this(field, new Condition.OneOf(values), keep);
    }
  }

  /// What the value of a field is held to.
  public sealed interface Condition {
    /// It is one of some values.
    ///
    /// @param values as text, without white space around them
    record OneOf(List<String> values) implements Condition {
      public OneOf {
        values = List.copyOf(values);
      }
    }

    /// It is a number within bounds. An empty value is within none; another that is no number is an
    /// error.
    ///
    /// @param low the lower bound; empty for none
    /// @param high the upper bound; empty for none
    record Within(Optional<Bound> low, Optional<Bound> high) implements Condition {
      public Within {
        if (low.isEmpty() && high.isEmpty()) {
          throw new IllegalArgumentException(
              "a range of numbers needs one of 'at-least', 'above', 'at-most' and 'below'");
        }
        if (low.isPresent() && high.isPresent() && isNothing(low.get(), high.get())) {
          throw new IllegalArgumentException(
              "no number is %s %s and %s %s"
                  .formatted(
                      low.get().included() ? "at least" : "above",
                      low.get().value(),
                      high.get().included() ? "at most" : "below",
                      high.get().value()));
        }
      }

      private static boolean isNothing(Bound low, Bound high) {
        return !low.begins(high.value()) || !high.ends(low.value());
      }

      /// Whether a number is within both bounds.
      public boolean holds(double number) {
        return low.stream().allMatch(bound -> bound.begins(number))
            && high.stream().allMatch(bound -> bound.ends(number));
      }
    }
  }

  /// Where numbers begin or end.
  ///
  /// @param included whether the number itself still counts
  public record Bound(double value, boolean included) {
    public Bound {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a bound must be a finite number but was " + value);
      }
    }

    /// Whether a number lies in what begins here.
    boolean begins(double number) {
      return included ? number >= value : number > value;
    }

    /// Whether a number lies in what ends here.
    boolean ends(double number) {
      return included ? number <= value : number < value;
    }
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

    /// Comparison: each record gives one example with two texts, the template filled with the one
    /// and with the other completion, and the label says which is the better (class 0 the first,
    /// class 1 the second). Which stands first is drawn by a hash of the record's id, so that both
    /// classes are about equally frequent whatever the order of the fields; arXiv 2312.09390,
    /// section 3.
    ///
    /// @param one field with a completion
    /// @param other field with the other completion
    /// @param verdict what says which is the better
    /// @param dropTies whether records whose completions are alike, or equally good, are left out;
    ///   they are an error otherwise
    record Comparison(String one, String other, Verdict verdict, boolean dropTies)
        implements Answer {
      public Comparison {
        Objects.requireNonNull(one, "one");
        Objects.requireNonNull(other, "other");
        Objects.requireNonNull(verdict, "verdict");
      }
    }

    /// The answer is written, and is right where it is that of a field. Every example is of class
    /// 1, what is right; what a model writes is of class 1 or 0.
    ///
    /// @param field the field
    /// @param after words that the answer stands behind, the last of their kind; empty for the
    ///   whole field
    /// @param match which answers are the same
    record Written(String field, String after, Match match) implements Answer {
      public Written {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(match, "match");
      }
    }

    /// A puzzle of chess as Lichess has them. The text is the position after the first move, in
    /// words of [dev.w2s.chess.ChessWords]; the answer, which is written, is the second move.
    ///
    /// @param position field with the position before the first move, as FEN
    /// @param moves field with at least 2 moves in UCI notation, blanks between them
    /// @param dropIllegal whether records with an illegal move or position are left out; they are
    ///   an error otherwise
    record Puzzle(String position, String moves, boolean dropIllegal) implements Answer {
      public Puzzle {
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(moves, "moves");
      }
    }

    /// Whether a model answers by writing, and not by choosing a class.
    default boolean isWritten() {
      return switch (this) {
        case Field _, Choices _, Comparison _ -> false;
        case Written _, Puzzle _ -> true;
      };
    }

    /// Which written answers are the same; empty where answers are not written.
    default Optional<Match> sameness() {
      return switch (this) {
        case Field _, Choices _, Comparison _ -> Optional.empty();
        case Written written -> Optional.of(written.match());
        case Puzzle _ -> Optional.of(Match.MOVE);
      };
    }
  }

  /// What says which of two completions is the better.
  public sealed interface Verdict {
    /// The one is, always: `chosen` and `rejected`.
    record One() implements Verdict {}

    /// A field says it.
    ///
    /// @param field the field
    /// @param values value of the field (as text) to whether it means the one completion, and not
    ///   the other; values that are not named are an error
    /// @param drop values whose records are left out, such as ties
    record Named(String field, Map<String, Boolean> values, List<String> drop) implements Verdict {
      public Named {
        Objects.requireNonNull(field, "field");
        values = Map.copyOf(values);
        drop = List.copyOf(drop);
      }
    }

    /// The larger of two numbers.
    ///
    /// @param one field with the score of the one
    /// @param other field with the score of the other
    record Scores(String one, String other) implements Verdict {
      public Scores {
        Objects.requireNonNull(one, "one");
        Objects.requireNonNull(other, "other");
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
