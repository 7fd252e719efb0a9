package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.hub.Hub;
import dev.w2s.hub.HubProgress;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The task files that come with the program, each over a few records of its set's form.
class TaskCatalogueTest {
  private static final Hub HUB = Hub.ofEnvironment(HubProgress.SILENT);

  private static Path folder(String name) {
    try {
      return Path.of(TaskCatalogueTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<String> files() {
    return TaskCatalogue.names().stream().filter(name -> BuiltInTasks.named(name).isEmpty());
  }

  private static Task task(String name) {
    return TaskCatalogue.named(name, Optional.of(folder("tasks")), HUB).orElseThrow();
  }

  private static Examples examples(String name) {
    return ExampleReader.read(task(name));
  }

  private static TaskEntry entry(String name) {
    return TaskCatalogue.entries().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyTaskFileIsListed() throws IOException, URISyntaxException {
    Path tasks = Path.of(TaskCatalogue.class.getResource("tasks/sciq.yaml").toURI()).getParent();
    try (Stream<Path> files = Files.list(tasks)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(files().toList());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyTaskSaysWhatItIs(String name) {
    TaskEntry entry = entry(name);
    assertThat(entry.name()).isEqualTo(name);
    assertThat(entry.description()).endsWith(entry.description().contains("?") ? "" : ".");
    assertThat(entry.licence()).isNotEqualTo("not stated").isNotBlank();
    assertThat(entry.source())
        .matches("hf:\\S+/\\S+|github\\.com/\\S+/\\S+|database\\.lichess\\.org");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyTaskMakesExamplesOfEveryClass(String name) {
    Task task = task(name);
    Examples examples = ExampleReader.read(task);
    int classes = examples.written() ? 1 : task.classes().size();
    assertThat(examples.train().stream().map(Example::label).distinct()).hasSize(classes);
    if (!task.test().isEmpty()) {
      assertThat(examples.test().stream().map(Example::label).distinct()).hasSize(classes);
    }
    assertThat(examples.train())
        .allSatisfy(row -> assertThat(row.texts()).noneMatch(text -> text.contains("{")));
    assertThat(TaskCheck.of(examples).sharedTexts()).isZero();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyExampleFileComesBack(String name, @TempDir Path folder) {
    Examples examples = examples(name);
    ExampleFiles.write(folder.resolve("e.jsonl"), examples);
    assertThat(ExampleFiles.read(folder.resolve("e.jsonl"))).isEqualTo(examples);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sciq              | 0 | train.jsonl:1#0 | Q: What boils at 100 degrees in train flask 0? A: sand
          arc-easy          | 1 | train.jsonl:1#1 | Q: Which of these is alive in arc_easy train box 0? A: a fern
          twitter-sentiment | 0 | train.jsonl:1   | Parents decided to drop in on their tour-de-US. The whole family is at my house. I am at work
          amazon-polarity   | 1 | train.jsonl:2   | Well made The other kettle works as it should, says train row 1.
          trec              | 0 | train.jsonl:2   | what tool cuts in train row 1 ?
          """)
  void examplesReadAsTheyShould(String task, int label, String id, String text) {
    Example row =
        examples(task).train().stream().filter(e -> e.id().equals(id)).findFirst().orElseThrow();
    assertThat(row.label()).isEqualTo(label);
    assertThat(row.texts()).containsExactly(text);
  }

  @Test
  void comparisonsHaveBothCompletions() {
    Example row = examples("anthropic-hh").train().getFirst();
    String asked = "\n\nHuman: Do you know the singer Adele?";
    String sure = asked + "\n\nAssistant: Sure. She’s a very popular singer.";
    String sorry = asked + "\n\nAssistant: No, I’m sorry, I’m afraid I don’t.";
    assertThat(row.texts()).containsExactlyInAnyOrder(sure, sorry);
    assertThat(row.texts().get(row.label())).isEqualTo(sure);
    assertThat(row.group()).isEqualTo(asked);
  }

  @Test
  void tiesAndEmptyRepliesArePartOfPreferences() {
    assertThat(examples("rmb-preferences").train()).hasSize(5);
    assertThat(examples("autoj-pairs").train()).hasSize(4);
  }

  @Test
  void writtenAnswersHaveAReference() {
    assertThat(examples("gsm8k-answers").train().getFirst().reference())
        .contains(new Reference("1,200", Match.NUMBER));
    assertThat(examples("tydiqa-answers").train())
        .allSatisfy(row -> {
          Reference span = row.reference().orElseThrow();
          assertThat(span.match()).isEqualTo(Match.WORDS);
          assertThat(row.texts().getFirst()).contains(span.text()).endsWith("?\nAnswer:");
        });
    Example puzzle = examples("chess-puzzles").train().get(1);
    assertThat(puzzle.reference()).contains(new Reference("g3e1", Match.MOVE));
    assertThat(puzzle.texts().getFirst()).startsWith("Black k+ q+ Ra1 ").endsWith(" rh8 ?");
    assertThat(puzzle.difficulty()).hasValue(1154);
  }

  @Test
  void furtherTestsAreOfOtherDomains() {
    Map<String, List<Example>> tests = examples("review-domains").tests();
    assertThat(tests.keySet())
        .containsExactly("electronics", "kitchen", "baby", "apparel", "films", "film-sentences");
    assertThat(tests.get("kitchen").stream().map(Example::id))
        .containsExactly("kitchen/test.jsonl:9", "kitchen/test.jsonl:10");
  }

  @ParameterizedTest
  @CsvSource({"chess-puzzles-900,pPunV", "chess-puzzles-1200,0DEHX pPunV"})
  void easyPuzzlesAreTestedOnHarderOnes(String name, String train) {
    Examples examples = examples(name);
    assertThat(examples.train().stream().map(Example::id).collect(Collectors.joining(" ")))
        .isEqualTo(train);
    assertThat(examples.test()).extracting(Example::id).containsExactly("fieyh");
    assertThat(examples.tests().get("harder"))
        .extracting(Example::id)
        .containsExactly("harder/0AvOK", "harder/0oSXp");
    assertThat(examples.tests().keySet()).containsExactly("harder", "above-1800");
  }

  @ParameterizedTest
  @CsvSource({"arc-easy,hub/ai2_arc,8", "twitter-sentiment,hub/tweet_sentiment_extraction,4"})
  void recordsOfTheHubHaveOtherFields(String name, String file, int rows) {
    TaskEntry entry = entry(name);
    Source source = new Source.File(folder("tasks").resolve(file + ".jsonl"));
    Task task =
        new Task(
            name, 1, "", "", entry.classes(), List.of(source), List.of(), entry.reading(), true);
    assertThat(ExampleReader.read(task).train()).hasSize(rows);
  }

  @Test
  void weakLabelsComeWithTheRecords(@TempDir Path folder) {
    Task task = task("imdb-weak");
    Path file = folder.resolve("labels.jsonl");
    WeakLabelFile.write(file, ExampleReader.read(task.labelledBy("weak_label")));
    Map<String, Integer> labels =
        WeakLabelFile.read(file, task.classes()).values().stream()
            .collect(Collectors.toMap(Prediction::id, p -> p.probabilities()[0] > 0.5 ? 0 : 1));
    Map<String, Integer> gold =
        Stream.concat(
                ExampleReader.read(task).train().stream(), ExampleReader.read(task).test().stream())
            .collect(Collectors.toMap(Example::id, Example::label));
    assertThat(labels).hasSize(10).containsOnlyKeys(gold.keySet());
    assertThat(labels).containsEntry("train.jsonl:3", 1).containsEntry("train.jsonl:4", 0);
    assertThat(gold).containsEntry("train.jsonl:3", 0).containsEntry("train.jsonl:4", 1);
  }

  @Test
  void choicesHaveNoLabelFieldToReplace() {
    assertThatThrownBy(() -> task("sciq").labelledBy("weak_label"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("task sciq has no label field that 'weak_label' could stand for");
  }

  @ParameterizedTest
  @CsvSource({"sciq", "review-domains", "openbookqa"})
  void keysDoNotDependOnTheFolder(String name, @TempDir Path elsewhere) throws IOException {
    copy(folder("tasks"), elsewhere);
    Task moved = TaskCatalogue.named(name, Optional.of(elsewhere), HUB).orElseThrow();
    assertThat(key(moved)).isEqualTo(key(task(name)));
    assertThat(ExampleReader.read(moved)).isEqualTo(examples(name));
  }

  private static StepKey key(Task task) {
    List<String> fingerprints = task.sources().stream().map(Fingerprints::of).toList();
    return StepKey.of(new Step.MakeExamples(task, fingerprints));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void setsThatAreOnNoHubNeedAFolder() {
    assertThatThrownBy(() -> TaskCatalogue.named("imdb-weak", Optional.empty(), HUB))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("name the folder of all data sets with --data-dir");
  }

  @Test
  void missingSetsAreNamed(@TempDir Path empty) {
    assertThatThrownBy(() -> TaskCatalogue.named("sciq", Optional.of(empty), HUB))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("there is no such file: " + empty.resolve("sciq/train"));
  }

  @Test
  void namesAreUnique() {
    assertThat(TaskCatalogue.names()).doesNotHaveDuplicates();
    assertThat(TaskCatalogue.entries().stream().map(TaskEntry::name))
        .containsExactlyElementsOf(TaskCatalogue.names());
    assertThat(entry("sciq").size().train()).contains(11_679);
  }
}
