package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInTasksTest {
  private static final Map<String, Examples> READ = new HashMap<>();

  static Stream<Task> tasks() {
    return BuiltInTasks.all().stream();
  }

  private static Examples read(Task task) {
    return READ.computeIfAbsent(task.name(), name -> ExampleReader.read(task));
  }

  private static String before(String separator, String text) {
    return text.substring(0, text.indexOf(separator));
  }

  private static Task named(String name) {
    return BuiltInTasks.named(name).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void everyTaskHasRowsOfEveryClassWithDifficulty(Task task) {
    Examples examples = read(task);
    assertThat(examples.train())
        .hasSizeGreaterThan(40_000)
        .allMatch(e -> e.difficulty().isPresent());
    assertThat(examples.train().stream().map(Example::label).distinct().sorted())
        .hasSize(task.classes().size());
  }

  @Test
  void sameRowsComeAgain() {
    Task task = named("wordnet-is-a");
    assertThat(ExampleReader.read(task)).isEqualTo(read(task));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void everyTaskFillsAStudy(Task task) {
    Split split = Splitter.split(read(task), new Rows(8000, 500, 200), false, 0);
    assertThat(split.supervise()).hasSize(4000);
    assertThat(split.test()).hasSize(200);
  }

  @Test
  void noWordAsksInTwoGroups() {
    for (String task : List.of("wordnet-gloss", "wordnet-is-a")) {
      String separator = task.equals("wordnet-gloss") ? ": " : " is a kind of ";
      Map<String, Set<String>> groups = new HashMap<>();
      for (Example example : read(named(task)).train()) {
        String word = before(separator, example.texts().getFirst());
        groups.computeIfAbsent(word, w -> new HashSet<>()).add(example.group());
      }
      assertThat(groups.values()).allMatch(set -> set.size() == 1);
    }
  }

  @Test
  void noDefinitionNamesACategory() {
    Task task = named("wordnet-category-all");
    String names = String.join("|", task.classes());
    Pattern named = Pattern.compile("\\b(" + names + ")s?\\b", Pattern.CASE_INSENSITIVE);
    assertThat(read(task).train().stream().map(e -> e.texts().getFirst()))
        .filteredOn(text -> named.matcher(text).find())
        .isEmpty();
  }

  @Test
  void offeredCategorySaysLittleByItself() {
    Map<String, int[]> counts = new HashMap<>();
    for (Example example : read(named("wordnet-category-match")).train()) {
      String category = before(": ", example.texts().getFirst());
      counts.computeIfAbsent(category, c -> new int[2])[example.label()]++;
    }
    double rightByFrequency =
        counts.values().stream().mapToInt(c -> Math.max(c[0], c[1])).sum()
            / (double) read(named("wordnet-category-match")).train().size();
    assertThat(rightByFrequency).isBetween(0.5, 0.56);
  }

  @Test
  void knownPairIsRight() {
    List<String> right =
        read(named("wordnet-is-a")).train().stream()
            .filter(e -> e.label() == 1)
            .map(e -> e.texts().getFirst())
            .toList();
    assertThat(right.contains("heifer is a kind of cow")).isTrue();
  }
}
