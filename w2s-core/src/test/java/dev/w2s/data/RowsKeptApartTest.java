package dev.w2s.data;

import static dev.w2s.data.SplitterTest.assertBalanced;
import static dev.w2s.data.SplitterTest.assertNoGroupTwice;
import static dev.w2s.data.SplitterTest.examples;
import static dev.w2s.data.SplitterTest.row;
import static dev.w2s.data.SplitterTest.singles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Rows that are kept apart from those that studies learn from and look at.
class RowsKeptApartTest {
  @Test
  void sealedRowsLieInNoOtherPart() {
    List<Example> train =
        IntStream.range(0, 300).mapToObj(i -> row("a" + i, "g" + i / 3, i % 2)).toList();
    Examples examples = examples(2, train, List.of());
    Rows rows = new Rows(60, 10, 40, true, 50);
    List<Example> sealed = Splitter.sealed(examples, rows);
    assertThat(sealed).hasSize(50);
    assertBalanced(sealed, 2);
    Set<String> groups = sealed.stream().map(Example::group).collect(Collectors.toSet());
    for (long seed = 0; seed < 20; seed++) {
      Split split = Splitter.split(examples, rows, true, seed);
      assertNoGroupTwice(split);
      for (Part part : Part.values()) {
        assertThat(split.rows(part)).noneMatch(row -> groups.contains(row.group()));
      }
    }
    assertThat(Splitter.sealed(examples, new Rows(20, 0, 10, true, 50))).isEqualTo(sealed);
    Split plain = Splitter.split(examples, new Rows(60, 10, 40), true, 0);
    assertThat(plain.test())
        .as("with sealed rows and without, the test is the same, and apart from them")
        .isEqualTo(Splitter.split(examples, rows, true, 0).test())
        .doesNotContainAnyElementsOf(sealed);
  }

  @Test
  void sealedRowsShareNoTextsWithTestRowsAndFurtherTestSets() {
    List<Example> train = new ArrayList<>(singles("a", 200, 2));
    // Each text once more, in a group of its own.
    singles("a", 200, 2)
        .forEach(row ->
            train.add(
                new Example(
                    "again-" + row.id(),
                    "again-" + row.id(),
                    row.texts(),
                    row.label(),
                    row.difficulty())));
    Examples examples =
        new Examples(
            List.of("c0", "c1"), train, List.of(), Map.of("far", singles("a", 100, 2)), false);
    Rows rows = new Rows(40, 0, 60, true, 60);
    Set<List<String>> sealed =
        Splitter.sealed(examples, rows).stream().map(Example::texts).collect(Collectors.toSet());
    assertThat(Splitter.split(examples, rows, true, 0).test())
        .noneMatch(row -> sealed.contains(row.texts()));
    assertThat(Splitter.further(examples, "far", rows))
        .isNotEmpty()
        .noneMatch(row -> sealed.contains(row.texts()));
  }

  @Test
  void sealedRowsComeFromTheTasksOwnTest() {
    Examples examples = examples(2, singles("a", 100, 2), singles("t", 40, 2));
    Rows rows = new Rows(40, 0, 20, true, 20);
    assertThat(Splitter.sealed(examples, rows)).hasSize(20).allMatch(r -> r.id().startsWith("t"));
    assertThat(Splitter.split(examples, rows, true, 0).test())
        .hasSize(20)
        .doesNotContainAnyElementsOf(Splitter.sealed(examples, rows));
    assertThatThrownBy(() -> Splitter.sealed(examples, new Rows(40, 0, 20, true, 30)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("the final part (rows.final) needs 15 rows of class");
  }

  @Test
  void aFifthOfTheSuperviseHalfIsHeldOut() {
    List<Example> train =
        IntStream.range(0, 400).mapToObj(i -> row("a" + i, "g" + i / 2, i % 2)).toList();
    Split whole = Splitter.split(examples(2, train, List.of()), new Rows(200, 20, 40), true, 3);
    Split divided = Splitter.divided(whole, 2);
    assertThat(divided.heldOut()).hasSize(20);
    assertBalanced(divided.heldOut(), 2);
    assertThat(Stream.concat(divided.supervise().stream(), divided.heldOut().stream()))
        .containsExactlyInAnyOrderElementsOf(whole.supervise());
    assertNoGroupTwice(divided);
    assertThat(divided.transfer()).isEqualTo(whole.transfer());
    assertThat(divided.validation()).isEqualTo(whole.validation());
    assertThat(divided.test()).isEqualTo(whole.test());
  }
}
