package dev.w2s.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.chess.Board;
import dev.w2s.data.Example;
import dev.w2s.data.Match;
import dev.w2s.data.Reference;
import dev.w2s.data.WrittenAnswer;
import dev.w2s.finding.Findings.Role;
import dev.w2s.finding.WrittenRow.Kind;
import dev.w2s.finding.WrittenRow.Said;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Plan;
import dev.w2s.study.StepKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WrittenRowsTest {
  private static final String RIGHT = "e2e4";
  private static final String WRONG = "d2d4";
  private static final Plan PLAN = SamplePlan.written(2, "naive", "confidence-filter");
  private static final List<Example> TEST =
      IntStream.range(0, 40).mapToObj(WrittenRowsTest::puzzle).toList();

  private final Map<StepKey, List<WrittenAnswer>> kept = new HashMap<>();

  private static Example puzzle(int i) {
    return new Example(
        "p" + i,
        "p" + i,
        List.of(Board.start().words() + " ?"),
        1,
        OptionalDouble.of(600 + i),
        Optional.of(new Reference(RIGHT, Match.MOVE)));
  }

  /// Models of the first seed; the second seed's are never asked for.
  private void write(String role, IntFunction<String> text) {
    kept.put(
        SamplePlan.key(role, 0),
        IntStream.range(0, TEST.size())
            .mapToObj(i -> new WrittenAnswer("p" + i, text.apply(i), -1))
            .toList());
  }

  private void writeAll() {
    write("weak", i -> i % 4 < 2 ? RIGHT : WRONG);
    write("student0", i -> i % 2 == 0 ? RIGHT : "e2e5");
    write("student1", i -> "");
    write("ceiling", i -> " " + RIGHT);
  }

  private List<WrittenRow> rows() {
    return WrittenRows.of(PLAN, kept::get, TEST);
  }

  @Test
  void firstRowsOfEachKindAreToldByTheFirstStudent() {
    writeAll();

    assertThat(rows())
        .extracting(WrittenRow::kind, WrittenRow::id)
        .map(tuple -> tuple.toList().getFirst() + " " + tuple.toList().getLast())
        .containsExactly(
            Kind.STUDENT_RIGHT + " p2",
            Kind.STUDENT_RIGHT + " p6",
            Kind.STUDENT_RIGHT + " p10",
            Kind.SUPERVISOR_RIGHT + " p1",
            Kind.SUPERVISOR_RIGHT + " p5",
            Kind.SUPERVISOR_RIGHT + " p9",
            Kind.BOTH_WRONG + " p3",
            Kind.BOTH_WRONG + " p7",
            Kind.BOTH_WRONG + " p11");
  }

  @Test
  void everyModelIsToldWithWhatIsLegal() {
    writeAll();

    WrittenRow last = rows().getLast();

    assertThat(last.difficulty()).hasValue(611);
    assertThat(last.said())
        .containsExactly(
            new Said(Role.WEAK, "", WRONG, false, Optional.of(true)),
            new Said(Role.STUDENT, "naive", "e2e5", false, Optional.of(false)),
            new Said(Role.STUDENT, "confidence-filter", "", false, Optional.of(false)),
            new Said(Role.CEILING, "", " " + RIGHT, true, Optional.of(true)));
  }

  @Test
  void classesAreNotWritten() {
    assertThat(WrittenRows.of(SamplePlan.simple(1), kept::get, TEST)).isEmpty();
  }

  @Test
  void resultThatLacksARowIsDamaged() {
    writeAll();
    List<WrittenAnswer> less = new ArrayList<>(kept.get(SamplePlan.key("ceiling", 0)));
    less.remove(2);
    kept.put(SamplePlan.key("ceiling", 0), less);

    assertThatThrownBy(this::rows)
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("wrote nothing to test row 'p2'");
  }
}
