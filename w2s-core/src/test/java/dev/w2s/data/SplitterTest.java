package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
  static Example row(String id, String group, int label) {
    return new Example(id, group, List.of("text of " + id), label, OptionalDouble.empty());
  }

  /// Single rows, classes in turn.
  static List<Example> singles(String prefix, int n, int k) {
    return IntStream.range(0, n).mapToObj(i -> row(prefix + i, prefix + i, i % k)).toList();
  }

  static Examples examples(int k, List<Example> train, List<Example> test) {
    return new Examples(IntStream.range(0, k).mapToObj(c -> "c" + c).toList(), train, test);
  }

  private static Map<Integer, Integer> counts(List<Example> rows) {
    Map<Integer, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.label(), 1, Integer::sum));
    return counts;
  }

  @Test
  void partsHaveTheRowsAskedFor() {
    Examples examples = examples(2, singles("a", 1000, 2), List.of());
    Split split = Splitter.split(examples, new Rows(601, 50, 100), true, 3);
    assertThat(split.supervise()).hasSize(300);
    assertThat(split.transfer()).hasSize(300);
    assertThat(split.validation()).hasSize(50);
    assertThat(split.test()).hasSize(100);
    for (Part part : List.of(Part.SUPERVISE, Part.TRANSFER, Part.VALIDATION, Part.TEST)) {
      assertThat(counts(split.rows(part)).get(0)).isEqualTo(split.rows(part).size() / 2);
    }
  }

  @Test
  void furtherTestSetIsBalancedAndAsLargeAsItCanBe() {
    List<Example> far = new ArrayList<>(singles("f", 30, 3));
    far.addAll(IntStream.range(0, 40).mapToObj(i -> row("more" + i, "more" + i, 1)).toList());
    Examples examples =
        new Examples(
            List.of("c0", "c1", "c2"), singles("a", 300, 3), List.of(), Map.of("far", far), false);
    assertThat(counts(Splitter.further(examples, "far", new Rows(60, 0, 12))))
        .isEqualTo(Map.of(0, 4, 1, 4, 2, 4));
    List<Example> most = Splitter.further(examples, "far", new Rows(60, 0, 100));
    assertThat(counts(most)).isEqualTo(Map.of(0, 10, 1, 10, 2, 10));
    assertThat(most).isSubsetOf(far);
  }

  @Test
  void furtherTestSetWithoutAClassIsTold() {
    Examples examples =
        new Examples(
            List.of("c0", "c1"),
            singles("a", 100, 2),
            List.of(),
            Map.of("far", singles("f", 9, 1)),
            false);
    assertThatThrownBy(() -> Splitter.further(examples, "far", new Rows(60, 0, 12)))
        .isInstanceOf(BadInputException.class)
        .hasMessage("test set far has no row of some class, and cannot be balanced");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void sharesHoldEveryTransferRowOnceAndDivideNoGroup(int n) {
    List<Example> train =
        IntStream.range(0, 600)
            .mapToObj(i -> row("a" + i, "g" + i / (1 + i / 200), i % 2))
            .toList();
    Split split = Splitter.split(examples(2, train, List.of()), new Rows(400, 20, 60), true, 5);
    List<Split> shares =
        IntStream.range(0, n).mapToObj(i -> Splitter.share(split, new Share(i, n), 2)).toList();

    List<Example> all = shares.stream().flatMap(share -> share.transfer().stream()).toList();
    assertThat(all).containsExactlyInAnyOrderElementsOf(split.transfer());
    List<String> groups =
        shares.stream()
            .flatMap(share -> share.transfer().stream().map(Example::group).distinct())
            .toList();
    assertThat(groups).doesNotHaveDuplicates();
    for (Split share : shares) {
      assertThat(share.transfer().size()).isBetween(200 / n - 3, 200 / n + 3);
      assertThat(counts(share.transfer()).get(0)).isBetween(100 / n - 2, 100 / n + 2);
      assertThat(share.supervise()).isEqualTo(split.supervise());
      assertThat(share.test()).isEqualTo(split.test());
    }
  }

  @Test
  void moreSharesThanGroupsAreRefused() {
    List<Example> train =
        Stream.concat(singles("a", 60, 2).stream(), singles("b", 60, 2).stream()).toList();
    Split split = Splitter.split(examples(2, train, List.of()), new Rows(8, 0, 10), true, 0);
    assertThatThrownBy(() -> Splitter.share(split, new Share(0, 5), 2))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("4 groups of rows, too few for the 5 steps");
  }

  @Test
  void noHalfIsKeptWhereNoSupervisorIsTrained() {
    Examples examples = examples(2, singles("a", 1000, 2), List.of());
    Split split = Splitter.split(examples, new Rows(601, 50, 100, false), true, 3);
    assertThat(split.supervise()).isEmpty();
    assertThat(split.transfer()).hasSize(601);
    assertThat(split.validation()).hasSize(50);
  }

  @Test
  void testRowsAreThoseOfEverySeed() {
    Examples examples = examples(2, singles("a", 400, 2), List.of());
    Rows rows = new Rows(100, 20, 60);
    Split first = Splitter.split(examples, rows, true, 0);
    Split second = Splitter.split(examples, rows, true, 1);
    assertThat(second.test()).isEqualTo(first.test());
    assertThat(second.supervise()).isNotEqualTo(first.supervise());
    assertThat(Splitter.split(examples, rows, true, 0)).isEqualTo(first);
  }

  @Test
  void splitOfVersionOneIsPinned() {
    Examples examples = examples(2, singles("a", 20, 2), List.of());
    Split split = Splitter.split(examples, new Rows(4, 2, 2), true, 42);
    assertThat(Splitter.VERSION).isEqualTo(1);
    assertThat(
            Stream.of(Part.SUPERVISE, Part.TRANSFER, Part.VALIDATION, Part.TEST)
                .map(split::rows)
                .map(rows -> rows.stream().map(Example::id).toList()))
        .hasToString("[[a0, a15], [a10, a9], [a14, a1], [a17, a12]]");
  }

  @Test
  void trainingRowsAreChosenFromAllRows() {
    Examples examples = examples(2, singles("a", 10_000, 2), singles("t", 10, 2));
    Split split = Splitter.split(examples, new Rows(200, 0, 10), true, 0);
    assertThat(split.supervise())
        .anyMatch(row -> Integer.parseInt(row.id().substring(1)) > 8000)
        .anyMatch(row -> Integer.parseInt(row.id().substring(1)) < 2000);
  }

  @Test
  void ownTestRowsAreTaken() {
    Examples examples = examples(2, singles("a", 100, 2), singles("t", 40, 2));
    Split split = Splitter.split(examples, new Rows(100, 0, 20), true, 0);
    assertThat(split.test()).hasSize(20).allMatch(row -> row.id().startsWith("t"));
  }

  @Test
  void trainingRowsThatTheTestKnowsAreLeftOut() {
    List<Example> train = new ArrayList<>(singles("a", 20, 2));
    train.add(row("shared", "t0", 0));
    train.add(new Example("copy", "copy", List.of("text of t1"), 1, OptionalDouble.empty()));
    Examples examples = examples(2, train, singles("t", 4, 2));
    Rows rows = new Rows(20, 0, 2);
    assertThat(Splitter.overlap(examples, rows)).isEqualTo(new Splitter.Overlap(1, 1));
    Split split = Splitter.split(examples, rows, false, 0);
    assertThat(Stream.concat(split.supervise().stream(), split.transfer().stream()))
        .hasSize(20)
        .noneMatch(row -> row.id().equals("shared") || row.id().equals("copy"));
  }

  @Test
  void carvedTestRowsAreNoOverlap() {
    Examples examples = examples(2, singles("a", 40, 2), List.of());
    assertThat(Splitter.overlap(examples, new Rows(4, 0, 10)))
        .isEqualTo(new Splitter.Overlap(0, 0));
  }

  @Test
  void groupLargerThanAPartIsTakenLast() {
    List<Example> train = new ArrayList<>(singles("a", 60, 2));
    IntStream.range(0, 500).forEach(i -> train.add(row("big" + i, "big", i % 2)));
    Examples examples = examples(2, train, singles("t", 10, 2));
    for (int seed = 0; seed < 10; seed++) {
      Split split = Splitter.split(examples, new Rows(60, 0, 10), true, seed);
      assertThat(Stream.concat(split.supervise().stream(), split.transfer().stream()))
          .noneMatch(row -> row.group().equals("big"));
    }
  }

  @Test
  void groupLargerThanAPartFillsItWhereNothingElseIsThere() {
    List<Example> train = new ArrayList<>();
    IntStream.range(0, 500).forEach(i -> train.add(row("big" + i, "big" + i / 250, i % 2)));
    Examples examples = examples(2, train, singles("t", 10, 2));
    Split split = Splitter.split(examples, new Rows(60, 0, 10), true, 0);
    assertThat(split.supervise()).hasSize(30).extracting(Example::group).containsOnly("big0");
    assertThat(split.transfer()).hasSize(30).extracting(Example::group).containsOnly("big1");
  }

  @Test
  void unbalancedRowsComeAsTheyAre() {
    List<Example> train = new ArrayList<>();
    IntStream.range(0, 1000).forEach(i -> train.add(row("a" + i, "a" + i, i % 10 == 0 ? 1 : 0)));
    Split split = Splitter.split(examples(2, train, List.of()), new Rows(600, 0, 100), false, 0);
    assertThat(counts(split.test())).isEqualTo(Map.of(0, 50, 1, 50));
    assertThat(counts(split.supervise()).get(1)).isBetween(5, 30);
  }

  @Test
  void tooFewRowsAreCounted() {
    Examples examples = examples(2, singles("a", 50, 2), singles("t", 10, 2));
    assertThatThrownBy(() -> Splitter.split(examples, new Rows(60, 10, 10), false, 0))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(
            "the transfer half (half of rows.train) needs 30 rows but gets 20 of the 50")
        .hasMessageContaining("the validation part (rows.validation) needs 10 rows but gets 0");
  }

  @Test
  void scarceClassIsNamed() {
    List<Example> train = new ArrayList<>(singles("a", 100, 2));
    train.add(row("rare", "rare", 2));
    Examples examples = examples(3, train, singles("t", 30, 3));
    assertThatThrownBy(() -> Splitter.split(examples, new Rows(30, 0, 6), true, 0))
        .hasMessageContaining("needs 5 rows of class 'c2' but gets 1 of the 1 there are")
        .hasMessageContaining("may have 3 rows at most");
  }

  @Test
  void emptyClassIsNamed() {
    Examples examples = examples(3, singles("a", 100, 2), List.of());
    assertThatThrownBy(() -> Splitter.split(examples, new Rows(30, 0, 6), true, 0))
        .hasMessage("there are no rows of class 'c2' for the test part (rows.test)");
  }

  record Case(long seed, Examples examples, Rows rows, boolean balance) {
    @Override
    public String toString() {
      return "seed " + seed;
    }
  }

  static Stream<Case> cases() {
    return new Random(7).longs(200).mapToObj(SplitterTest::randomCase);
  }

  private static Case randomCase(long seed) {
    Random random = new Random(seed);
    int k = 2 + random.nextInt(4);
    List<Example> train = grouped("a", random, k, 200 + random.nextInt(600));
    List<Example> test = random.nextBoolean() ? List.of() : grouped("t", random, k, 150);
    Rows rows = new Rows(2 + random.nextInt(150), random.nextInt(30), 2 + random.nextInt(40));
    return new Case(seed, examples(k, train, test), rows, random.nextBoolean());
  }

  private static List<Example> grouped(String prefix, Random random, int k, int n) {
    List<Example> rows = new ArrayList<>();
    int group = 0;
    while (rows.size() < n) {
      int size = 1 + (int) Math.pow(random.nextInt(40), random.nextDouble());
      for (int i = 0; i < size; i++) {
        rows.add(row(prefix + rows.size(), prefix + group, random.nextInt(k)));
      }
      group++;
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void invariantsHoldOrRowsAreTooFew(Case c) {
    Split split;
    try {
      split = Splitter.split(c.examples(), c.rows(), c.balance(), c.seed());
    } catch (BadInputException e) {
      assertThat(e.problems()).isNotEmpty().allMatch(p -> p.message().contains("there are"));
      return;
    }
    assertThat(split.supervise()).hasSize(c.rows().train() / 2);
    assertThat(split.transfer()).hasSize(c.rows().train() / 2);
    assertThat(split.validation()).hasSize(c.rows().validation());
    assertThat(split.test()).hasSize(c.rows().test());
    assertNoGroupTwice(split);
    assertThat(split.heldOut()).isEmpty();
    for (Part part : List.of(Part.SUPERVISE, Part.TRANSFER, Part.VALIDATION, Part.TEST)) {
      if (c.balance() || part == Part.TEST) {
        assertBalanced(split.rows(part), c.examples().classes().size());
      }
    }
  }

  @Test
  void rowsOfFurtherTestSetsAreNotTrainedOn() {
    List<Example> train = new ArrayList<>();
    List<Example> test = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      train.add(new Example("a" + i, "a" + i, List.of("t" + i), i % 2, OptionalDouble.empty()));
      test.add(new Example("b" + i, "b" + i, List.of("u" + i), i % 2, OptionalDouble.empty()));
    }
    Example far = new Example("far/0", "far/0", List.of("t3"), 1, OptionalDouble.empty());
    Examples examples =
        new Examples(List.of("no", "yes"), train, test, Map.of("far", List.of(far)), false);
    Split split = Splitter.split(examples, new Rows(6, 0, 4), false, 0);
    assertThat(Stream.concat(split.supervise().stream(), split.transfer().stream()))
        .noneMatch(row -> row.id().equals("a3"));
    assertThat(Splitter.overlap(examples, new Rows(6, 0, 4)).sharedText()).isEqualTo(1);
  }

  @Test
  void mostRandomCasesAreFilled() {
    assertThat(cases().filter(SplitterTest::isFilled)).hasSizeGreaterThan(120);
  }

  private static boolean isFilled(Case c) {
    try {
      return Splitter.split(c.examples(), c.rows(), c.balance(), c.seed()).test().size() > 0;
    } catch (BadInputException e) {
      return false;
    }
  }

  static void assertNoGroupTwice(Split split) {
    Map<String, Part> sides = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (Part part : Part.values()) {
      for (Example row : split.rows(part)) {
        assertThat(ids.add(row.id())).isTrue();
        assertThat(sides.merge(row.group(), part, (old, now) -> old)).isEqualTo(part);
      }
    }
  }

  static void assertBalanced(List<Example> rows, int k) {
    Map<Integer, Integer> counts = counts(rows);
    for (int c = 0; c < k; c++) {
      assertThat(counts.getOrDefault(c, 0)).isBetween(rows.size() / k, (rows.size() + k - 1) / k);
    }
  }
}
