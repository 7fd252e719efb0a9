package dev.w2s.finding;

import dev.w2s.chess.Board;
import dev.w2s.chess.Rules;
import dev.w2s.data.Example;
import dev.w2s.data.Match;
import dev.w2s.data.Reference;
import dev.w2s.data.WrittenAnswer;
import dev.w2s.finding.Findings.Role;
import dev.w2s.finding.WrittenRow.Kind;
import dev.w2s.finding.WrittenRow.Said;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Method;
import dev.w2s.study.Plan;
import dev.w2s.study.Plan.SeedRun;
import dev.w2s.study.StepKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Picks test rows whose written answers are worth reading: where supervisor and student differ,
/// and where both fail. They are the first of their kind in the order of the test rows, which a
/// fixed seed has shuffled, so that nobody chose them.
final class WrittenRows {
  /// So many of each kind.
  private static final int EACH = 3;

  private final Plan plan;
  private final Function<StepKey, List<WrittenAnswer>> answers;

  private WrittenRows(Plan plan, Function<StepKey, List<WrittenAnswer>> answers) {
    this.plan = plan;
    this.answers = answers;
  }

  /// The picked rows; none where the task's answers are not written.
  ///
  /// @throws FailedException where a kept result lacks a row
  static List<WrittenRow> of(
      Plan plan, Function<StepKey, List<WrittenAnswer>> answers, List<Example> test) {
    return plan.study().task().reading().answer().isWritten()
        ? new WrittenRows(plan, answers).picked(test)
        : List.of();
  }

  private List<WrittenRow> picked(List<Example> test) {
    List<Writer> writers = writers();
    return Arrays.stream(Kind.values())
        .flatMap(kind ->
            test.stream()
                .filter(row -> kind(row, writers).equals(Optional.of(kind)))
                .limit(EACH)
                .map(row -> row(kind, row, writers)))
        .toList();
  }

  private List<Writer> writers() {
    SeedRun run = plan.runs().getFirst();
    List<Writer> writers = new ArrayList<>();
    writers.add(writer(Role.WEAK, "", run.weak()));
    for (Method method : plan.study().methods()) {
      writers.add(writer(Role.STUDENT, method.name(), run.students().get(writers.size() - 1)));
    }
    writers.add(writer(Role.CEILING, "", run.ceiling()));
    return writers;
  }

  private Writer writer(Role role, String method, StepKey key) {
    Map<String, String> texts = new HashMap<>();
    answers.apply(key).forEach(answer -> texts.put(answer.id(), answer.text()));
    return new Writer(role, method, key, texts);
  }

  private static Optional<Kind> kind(Example row, List<Writer> writers) {
    boolean supervisor = writers.get(0).isRight(row);
    boolean student = writers.get(1).isRight(row);
    if (supervisor == student) {
      return supervisor ? Optional.empty() : Optional.of(Kind.BOTH_WRONG);
    }
    return Optional.of(student ? Kind.STUDENT_RIGHT : Kind.SUPERVISOR_RIGHT);
  }

  private static WrittenRow row(Kind kind, Example row, List<Writer> writers) {
    String prompt = row.texts().getFirst();
    Reference reference = row.reference().orElseThrow();
    Optional<List<String>> legal =
        reference.match() == Match.MOVE
            ? Optional.of(Rules.legal(Board.ofWords(prompt).fen()))
            : Optional.empty();
    return new WrittenRow(
        kind,
        row.id(),
        prompt,
        reference,
        row.difficulty(),
        writers.stream().map(writer -> writer.said(row, legal)).toList());
  }

  /// A model and all that it wrote.
  private record Writer(Role role, String method, StepKey step, Map<String, String> texts) {
    boolean isRight(Example row) {
      return row.reference().orElseThrow().isMetBy(text(row));
    }

    Said said(Example row, Optional<List<String>> legal) {
      String text = text(row);
      return new Said(
          role, method, text, isRight(row), legal.map(moves -> moves.contains(text.strip())));
    }

    private String text(Example row) {
      String text = texts.get(row.id());
      if (text == null) {
        throw new FailedException(
            "the kept result of step %s wrote nothing to test row '%s'; delete its folder and run again"
                .formatted(step.brief(), row.id()));
      }
      return text;
    }
  }
}
