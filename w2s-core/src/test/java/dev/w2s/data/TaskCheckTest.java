package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.data.TaskCheck.SetCheck;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TaskCheckTest {
  private static Example row(String id, String group, int label, String... texts) {
    return new Example(id, group, List.of(texts), label, OptionalDouble.empty());
  }

  @Test
  void everyKindOfFindingIsToldWithItsRows() {
    Examples examples =
        new Examples(
            List.of("no", "yes", "maybe"),
            List.of(
                row("a.csv:1", "g", 0, "one"),
                row("a.csv:2", "g", 1, "two", "2"),
                row("a.csv:3", "h", 0, "one"),
                row("a.csv:4", "i", 1, "one"),
                row("a.csv:5", "j", 0, "four")),
            List.of(row("b.csv:1", "h", 1, "four"), row("b.csv:2", "k", 0, "five")),
            Map.of("far", List.of(row("far/c.csv:1", "l", 1, "two", "2"))),
            false);
    TaskCheck check = TaskCheck.of(examples);
    assertThat(check.sets().getFirst())
        .isEqualTo(new SetCheck("train", 5, List.of(3, 2, 0), 4, 2, 1, 1, 3, 4, false));
    assertThat(check.sets()).extracting(SetCheck::name).containsExactly("train", "test", "far");
    assertThat(check.sharedTexts()).isEqualTo(2);
    assertThat(check.sharedGroups()).isEqualTo(1);
    assertThat(check.findings())
        .containsExactly(
            "train: rows with the texts and the label of an earlier row: 1, such as a.csv:3 = a.csv:1",
            "train: rows with the texts of an earlier row, but another label: 1, such as a.csv:4 = a.csv:1",
            "train: 2 of these are of another group, and may lie in the other half",
            "train: rows with the texts of a test row, left out: 2, such as a.csv:2 = far/c.csv:1, a.csv:5 = b.csv:1");
  }

  @Test
  void nothingIsFoundWhereNothingIs() {
    Examples examples =
        new Examples(
            List.of("no", "yes"), List.of(row("1", "1", 0, "a"), row("2", "2", 1, "b")), List.of());
    TaskCheck check = TaskCheck.of(examples);
    assertThat(check.findings()).isEmpty();
    assertThat(check.sets()).hasSize(1);
  }
}
