package dev.w2s.report.internal;

import dev.w2s.chess.Board;
import dev.w2s.chess.Rules;
import dev.w2s.data.Match;
import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.Role;
import dev.w2s.finding.WrittenRow;
import dev.w2s.finding.WrittenRow.Kind;
import dev.w2s.finding.WrittenRow.Said;
import dev.w2s.report.internal.BoardPicture.Move;
import dev.w2s.report.internal.figure.PageResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What models wrote, for people to read: puzzles of chess as boards.
///
/// @param about what is shown
/// @param groups by who is right; none where answers are not written
public record WrittenSheet(String about, List<Group> groups) {
  public WrittenSheet {
    groups = List.copyOf(groups);
  }

  /// Rows of one kind.
  public record Group(String heading, List<Row> rows) {
    public Group {
      rows = List.copyOf(rows);
    }
  }

  /// One row.
  ///
  /// @param title its id, and how difficult it is
  /// @param board of a position
  /// @param prompt of any other text
  /// @param answers the right one, then those of the models
  public record Row(
      String title, Optional<BoardPicture> board, String prompt, List<Answer> answers) {
    public Row {
      answers = List.copyOf(answers);
    }
  }

  /// One answer.
  ///
  /// @param kind whose it is: `solution`, `weak`, `student`, `ceiling`
  /// @param verdict `right`, `wrong`, `illegal`
  public record Answer(String kind, String by, String text, String verdict) {}

  static WrittenSheet of(Findings findings) {
    List<WrittenRow> rows = findings.analyses().written();
    return new WrittenSheet(
        rows.isEmpty() ? "" : about(findings),
        Arrays.stream(Kind.values())
            .map(kind -> group(kind, rows))
            .filter(group -> !group.rows().isEmpty())
            .toList());
  }

  /// The part of the page's style that is needed for it.
  String style() {
    return groups.isEmpty() ? "" : PageResource.text("written.css");
  }

  private static String about(Findings findings) {
    boolean boards =
        findings.analyses().written().stream()
            .anyMatch(row -> row.reference().match() == Match.MOVE);
    return "The first test rows of each kind, in an order that a fixed seed has shuffled, with what the models of seed %d wrote. The student that counts for the kind is %s.%s"
        .formatted(
            findings.seeds().getFirst().seed(),
            findings.students().getFirst().method(),
            boards
                ? " Green squares are the solution, a dashed line is the supervisor's move, a whole line a student's."
                : "");
  }

  private static Group group(Kind kind, List<WrittenRow> rows) {
    return new Group(
        switch (kind) {
          case STUDENT_RIGHT -> "The student is right, the supervisor is not";
          case SUPERVISOR_RIGHT -> "The supervisor is right, the student is not";
          case BOTH_WRONG -> "Both are wrong";
        },
        rows.stream().filter(row -> row.kind() == kind).map(WrittenSheet::row).toList());
  }

  private static Row row(WrittenRow row) {
    boolean move = row.reference().match() == Match.MOVE;
    String solution = row.reference().text().strip();
    List<Answer> answers = new ArrayList<>();
    answers.add(new Answer("solution", "solution", move ? move(row, solution) : solution, "right"));
    row.said().forEach(said -> answers.add(answer(row, said)));
    return new Row(
        title(row),
        move ? Optional.of(BoardPicture.of(row.prompt(), solution, moves(row))) : Optional.empty(),
        row.prompt(),
        answers);
  }

  private static String title(WrittenRow row) {
    return row.difficulty().isPresent()
        ? "%s · difficulty %s"
            .formatted(row.id(), Words.count(Math.round(row.difficulty().getAsDouble())))
        : row.id();
  }

  /// The supervisor's comes last: dashed, it leaves the same move of a student to be seen.
  private static List<Move> moves(WrittenRow row) {
    return row.said().stream()
        .filter(said -> said.role() != Role.CEILING)
        .map(said -> new Move(kind(said), said.text().strip()))
        .distinct()
        .toList()
        .reversed();
  }

  private static Answer answer(WrittenRow row, Said said) {
    String text = said.text().strip();
    String shown = said.legal().orElse(false) ? move(row, text) : text;
    return new Answer(kind(said), by(said), shown.isEmpty() ? "(nothing)" : shown, verdict(said));
  }

  private static String verdict(Said said) {
    if (said.right()) {
      return "right";
    }
    return said.legal().orElse(true) ? "wrong" : "illegal";
  }

  private static String kind(Said said) {
    return said.role().name().toLowerCase(Locale.ROOT);
  }

  private static String by(Said said) {
    return switch (said.role()) {
      case WEAK -> "supervisor";
      case STUDENT -> "student, " + said.method();
      case CEILING -> "ceiling";
    };
  }

  /// `Nf3 (g1f3)`.
  private static String move(WrittenRow row, String uci) {
    return "%s (%s)".formatted(Rules.san(Board.ofWords(row.prompt()).fen(), uci), uci);
  }
}
