package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.data.Reading.Answer;
import dev.w2s.data.Reading.Naming;
import dev.w2s.data.Reading.Verdict;
import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskFileTest {
  private static final String LABELS =
      """
      task: reviews
      classes: [negative, positive]
      train: train.jsonl
      text: "{sentence}"
      label: label
      """;
  private static final String CHOICES =
      """
      task: exam
      train: train.jsonl
      text: "{question} {choice}"
      choices: {options: [a, b], right: answer}
      """;

  @TempDir Path folder;

  @BeforeEach
  void dataIsThere() throws IOException {
    Files.writeString(folder.resolve("train.jsonl"), "{}\n");
    Files.writeString(folder.resolve("test.csv"), "a\n1\n");
    Files.writeString(folder.resolve("notes.txt"), "\n");
  }

  private Task read(String yaml) throws IOException {
    return TaskFile.read(Files.writeString(folder.resolve("task.yaml"), yaml));
  }

  private List<String> problems(String yaml) throws IOException {
    Files.writeString(folder.resolve("task.yaml"), yaml);
    try {
      TaskFile.read(folder.resolve("task.yaml"));
    } catch (BadInputException e) {
      return e.problems().stream()
          .map(p ->
              p.toString().replace(folder.resolve("task.yaml") + ":", "").replace(folder + "/", ""))
          .toList();
    }
    return List.of();
  }

  @Test
  void everythingThatAFileCanSay() throws IOException {
    Task task =
        read(
            """
            task: reviews
            version: 3
            description: Is it positive?
            licence: CC0
            classes: [negative, positive]
            train: [train.jsonl, test.csv]
            test: test.csv
            text: ["{title}", "{body.text}"]
            label: {field: stars, values: {"1": negative, 5: positive}, drop: ["3"]}
            id: key
            group: author
            difficulty: length
            balance: false
            """);
    Answer answer =
        new Answer.Field("stars", Map.of("1", "negative", "5", "positive"), List.of("3"));
    Reading reading =
        new Reading(
            List.of("{title}", "{body.text}"),
            answer,
            Optional.of("key"),
            Optional.of("author"),
            Optional.of("length"));
    Source train = new Source.File(folder.resolve("train.jsonl"));
    Source test = new Source.File(folder.resolve("test.csv"));
    assertThat(task)
        .isEqualTo(
            new Task(
                "reviews",
                3,
                "Is it positive?",
                "CC0",
                List.of("negative", "positive"),
                List.of(train, test),
                List.of(test),
                reading,
                false));
  }

  @Test
  void whatIsNotSaidHasDefaults() throws IOException {
    Task task = read(LABELS);
    assertThat(task.version()).isEqualTo(1);
    assertThat(task.balance()).isTrue();
    assertThat(task.test()).isEmpty();
    assertThat(task.reading().id()).isEmpty();
    assertThat(task.reading().answer())
        .isEqualTo(
            new Answer.Field(
                "label",
                Map.of(
                    "negative",
                    "negative",
                    "positive",
                    "positive",
                    "0",
                    "negative",
                    "1",
                    "positive"),
                List.of()));
  }

  @Test
  void numbersThatAreNamesOfClassesAreNoIndices() throws IOException {
    Task task = read(LABELS.replace("[negative, positive]", "[1, 0]"));
    assertThat(task.reading().answer())
        .isEqualTo(new Answer.Field("label", Map.of("1", "1", "0", "0"), List.of()));
  }

  @Test
  void choicesNeedNoClasses() throws IOException {
    Task task = read(CHOICES);
    assertThat(task.classes()).containsExactly("wrong", "right");
    assertThat(task.reading().answer())
        .isEqualTo(new Answer.Choices(List.of("a", "b"), "answer", Naming.TEXT));
  }

  @ParameterizedTest
  @CsvSource({"text,TEXT", "field,FIELD", "index,INDEX", "number,NUMBER", "letter,LETTER"})
  void rightAnswerIsNamedInFiveWays(String as, Naming naming) throws IOException {
    Task task = read(CHOICES.replace("right: answer", "right: {field: answer, as: " + as + "}"));
    assertThat(task.reading().answer())
        .isEqualTo(new Answer.Choices(List.of("a", "b"), "answer", naming));
  }

  @Test
  void dataMayLieElsewhere(@TempDir Path data) throws IOException {
    Files.writeString(data.resolve("rows.csv"), "a\n1\n");
    Path file =
        Files.writeString(folder.resolve("t.yaml"), LABELS.replace("train.jsonl", "rows.csv"));
    assertThat(TaskFile.read(file, data).train())
        .containsExactly(new Source.File(data.resolve("rows.csv")));
  }

  @Test
  void allProblemsAreToldAtTheirPlaces() throws IOException {
    assertThat(
            problems(
                """
                task: Reviews!
                clases: [negative, positive]
                classes: [negative, positive, negative]
                train: [none.jsonl, notes.txt]
                text: "{sentence"
                label: {field: label, vales: {"0": negative}}
                balance: maybe
                """))
        .satisfiesExactly(
            p -> assertThat(p).isEqualTo("2:1: unknown key 'clases'; did you mean 'classes'?"),
            p -> assertThat(p).isEqualTo("3:10: classes names 'negative' twice"),
            p -> assertThat(p).isEqualTo("4:9: there is no such file: none.jsonl"),
            p -> assertThat(p).startsWith("4:21: no reader for the ending of notes.txt; known are"),
            p -> assertThat(p).startsWith("5:7: text has a '{' that is never closed"),
            p -> assertThat(p).isEqualTo("6:23: unknown key 'vales'; did you mean 'values'?"),
            p -> assertThat(p).isEqualTo("7:10: balance must be true or false but was 'maybe'"));
  }

  @Test
  void nameIsChecked() throws IOException {
    assertThat(problems(LABELS.replace("reviews", "My Reviews")))
        .singleElement()
        .asString()
        .contains("a task's name is made of a-z, 0-9 and -");
  }

  @Test
  void missingKeysAreNamed() throws IOException {
    assertThat(problems("description: x\n"))
        .anyMatch(p -> p.contains("'task' is missing"))
        .anyMatch(p -> p.contains("'classes' is missing"))
        .anyMatch(p -> p.contains("'train' is missing"))
        .anyMatch(p -> p.contains("'text' is missing"))
        .anyMatch(
            p -> p.contains("a task has one of 'label', 'choices', 'pair', 'answer' and 'puzzle'"));
  }

  @Test
  void valuesMustFitTheClasses() throws IOException {
    String odd = "label: {field: label, values: {a: negative, b: neutral}}";
    String partial = "label: {field: label, values: {a: negative}}";
    assertThat(problems(LABELS.replace("label: label", odd)))
        .containsExactly(
            "5:31: values give classes that are not among [negative, positive]: neutral");
    assertThat(problems(LABELS.replace("label: label", partial)))
        .containsExactly("5:31: values give no label the class positive");
  }

  @Test
  void choicesWithoutAPlaceInTheTextAreRefused() throws IOException {
    assertThat(problems(CHOICES.replace(" {choice}", "")))
        .singleElement()
        .asString()
        .startsWith("3:7: text must hold {choice}");
  }

  @Test
  void textWithoutAFieldIsRefused() throws IOException {
    assertThat(problems(LABELS.replace("{sentence}", "sentence")))
        .containsExactly(
            "4:7: text must hold the name of a field in braces, or all rows would read alike: \"sentence\"");
    assertThat(problems(LABELS.replace("\"{sentence}\"", "['Is it good?', \"{sentence}\"]")))
        .isEmpty();
  }

  @Test
  void puzzleIsItsPositionAlone() throws IOException {
    String puzzle =
        "task: p\ntext: 'Position {position}'\npuzzle: {position: FEN, moves: Moves}\ntrain: train.jsonl\n";
    assertThat(problems(puzzle))
        .anyMatch(p -> p.contains("text of a puzzle must be \"{position}\""));
  }

  @Test
  void choicesHaveTwoClasses() throws IOException {
    assertThat(problems(CHOICES + "classes: [a, b, c]\n"))
        .singleElement()
        .asString()
        .startsWith("5:10: classes of choices and written answers are two");
  }

  @Test
  void missingFileIsBadInput() {
    assertThatThrownBy(() -> TaskFile.read(folder.resolve("none.yaml")))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void pairsAreReadInThreeWays() throws IOException {
    String pair = "task: p\ntrain: train.jsonl\ntext: \"{q} {choice}\"\npair: ";
    assertThat(read(pair + "{chosen: good, rejected: bad, ties: drop}\n").reading().answer())
        .isEqualTo(new Answer.Comparison("good", "bad", new Verdict.One(), true));
    Task named =
        read(
            pair + "{one: a, other: b, better: {field: w, values: {x: one, y: other}, drop: z}}\n");
    assertThat(named.classes()).containsExactly("first", "second");
    assertThat(named.reading().answer())
        .isEqualTo(
            new Answer.Comparison(
                "a",
                "b",
                new Verdict.Named("w", Map.of("x", true, "y", false), List.of("z")),
                false));
    assertThat(read(pair + "{one: a, other: b, scores: [s, t]}\n").reading().answer())
        .isEqualTo(new Answer.Comparison("a", "b", new Verdict.Scores("s", "t"), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pair: {chosen: a}                                             | pair.rejected' is missing
          pair: {one: a, other: b}                                      | a pair is {chosen, rejected}, {one, other, better} or {one, other, scores}
          pair: {one: a, other: b, scores: [s]}                         | scores names two fields
          pair: {one: a, other: b, better: {field: w, values: {x: a}}}  | values say which is the better, one or other, but 'x' is a
          pair: {chosen: a, rejected: b, ties: maybe}                   | unknown pair.ties
          """)
  void pairsThatSayTooLittleAreRefused(String pair, String problem) throws IOException {
    assertThat(problems("task: p\ntrain: train.jsonl\ntext: \"{q} {choice}\"\n" + pair + "\n"))
        .anyMatch(p -> p.contains(problem));
  }

  @Test
  void pairsHaveOneTextWithAPlace() throws IOException {
    String pair = "task: p\ntrain: train.jsonl\npair: {chosen: a, rejected: b}\ntext: ";
    assertThat(problems(pair + "\"{q}\"\n"))
        .singleElement()
        .asString()
        .contains("text must hold {choice}, or both completions would read alike");
    assertThat(problems(pair + "[\"{q}\", \"{choice}\"]\n"))
        .singleElement()
        .asString()
        .contains("a comparison has one text template, for both completions, but this has 2");
  }

  @Test
  void folderOfAllDataHasItsOwnPlacesAndReading(@TempDir Path data) throws IOException {
    Files.createDirectories(data.resolve("set"));
    Files.writeString(data.resolve("set/train.csv"), "a\n1\n");
    Files.writeString(data.resolve("set/far.csv"), "a\n1\n");
    String yaml =
        LABELS
            + """
            local: {train: set/train, text: "{a}"}
            group: {field: sentence, before: ","}
            only: {lang: [en, de]}
            skip: {odd: "1"}
            tests:
              far: {from: test.csv, local: set/far, text: "far {a}"}
              near: {only: {lang: fr}}
            """;
    Path file = Files.writeString(folder.resolve("t.yaml"), yaml);
    Task here = TaskFile.read(file);
    Task there = TaskFile.read(file, data);
    assertThat(here.train()).containsExactly(new Source.File(folder.resolve("train.jsonl")));
    assertThat(here.reading().texts()).containsExactly("{sentence}");
    assertThat(here.reading().group()).contains(new Reading.Group("sentence", ","));
    assertThat(here.reading().filters())
        .containsExactly(
            new Reading.Filter("lang", List.of("en", "de"), true),
            new Reading.Filter("odd", List.of("1"), false));
    assertThat(there.train()).containsExactly(new Source.File(data.resolve("set/train.csv")));
    assertThat(there.reading().texts()).containsExactly("{a}");
    assertThat(there.reading().group()).isEqualTo(here.reading().group());
    assertThat(there.tests().getFirst().sources())
        .containsExactly(new Source.File(data.resolve("set/far.csv")));
    assertThat(here.tests().getFirst().reading().texts()).containsExactly("far {a}");
    assertThat(there.tests().getLast().sources()).isEqualTo(there.train());
    assertThat(there.tests().getLast().reading().filters())
        .containsExactly(new Reading.Filter("lang", List.of("fr"), true));
  }

  @Test
  void filesOfOneNameAreNotChosenBetween(@TempDir Path data) throws IOException {
    Files.writeString(data.resolve("x.csv"), "a\n1\n");
    Files.writeString(data.resolve("x.jsonl"), "{}\n");
    Path file = Files.writeString(folder.resolve("t.yaml"), LABELS + "local: {train: x}\n");
    assertThatThrownBy(() -> TaskFile.read(file, data))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("there are 2 files of this name");
  }
}
