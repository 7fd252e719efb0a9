package dev.w2s.finding;

import dev.w2s.data.Reference;
import dev.w2s.finding.Findings.Role;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// A test row of a task whose answers are written, with what the models of the study's first seed
/// wrote to it.
///
/// @param kind who is right
/// @param id of the row
/// @param prompt as the models read it
/// @param reference the right answer
/// @param difficulty of the row; empty where the task has none
/// @param said by the supervisor, the students in the study's order, and the ceiling
public record WrittenRow(
    Kind kind,
    String id,
    String prompt,
    Reference reference,
    OptionalDouble difficulty,
    List<Said> said) {
  public WrittenRow {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(difficulty, "difficulty");
    said = List.copyOf(said);
  }

  /// Who is right of the supervisor and the student of the study's first method.
  public enum Kind {
    /// The student alone.
    STUDENT_RIGHT,
    /// The supervisor alone.
    SUPERVISOR_RIGHT,
    /// None of them.
    BOTH_WRONG
  }

  /// What one model wrote.
  ///
  /// @param method of a student; empty for the others
  /// @param text the answer; empty where it said nothing
  /// @param right whether it is the right one
  /// @param legal whether it is a legal move; empty where answers are no moves
  public record Said(
      Role role, String method, String text, boolean right, Optional<Boolean> legal) {
    public Said {
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(legal, "legal");
    }
  }
}
