package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleReaderTest {
  private static final String LABELS =
      """
      task: t
      classes: [no, yes]
      train: a.jsonl
      text: "{s}"
      label: {field: y, values: {"false": no, "1": yes, "true": yes}, drop: [maybe]}
      """;

  @TempDir Path folder;

  private Examples read(String yaml, String rows) throws IOException {
    Files.writeString(folder.resolve("a.jsonl"), rows);
    return ExampleReader.read(TaskFile.read(Files.writeString(folder.resolve("task.yaml"), yaml)));
  }

  private static Example example(String id, String group, int label, String... texts) {
    return new Example(id, group, List.of(texts), label, OptionalDouble.empty());
  }

  @Test
  void labelsAreReadByValue() throws IOException {
    Examples examples =
        read(
            LABELS,
            """
            {"s": "a", "y": false}
            {"s": "b", "y": 1}
            {"s": "c", "y": "maybe"}

            {"s": "d", "y": "true"}
            """);
    assertThat(examples.train())
        .containsExactly(
            example("a.jsonl:1", "a.jsonl:1", 0, "a"),
            example("a.jsonl:2", "a.jsonl:2", 1, "b"),
            example("a.jsonl:5", "a.jsonl:5", 1, "d"));
  }

  @Test
  void templatesAreFilled() throws IOException {
    String text =
        "text: [\"{{{s}}} = {n}\", \"{list} {in.ner} {x.y}\"]\nid: id\ngroup: g\ndifficulty: d\n";
    Examples examples =
        read(
            LABELS.replace("text: \"{s}\"\n", text),
            "{\"s\":\"a\",\"n\":1.50,\"list\":[\"p\",2],\"in\":{\"ner\":null},\"x.y\":true,\"y\":1,"
                + "\"id\":7,\"g\":\"G\",\"d\":\"2.5\"}");
    assertThat(examples.train())
        .containsExactly(
            new Example("7", "G", List.of("{a} = 1.50", "p\n2  true"), 1, OptionalDouble.of(2.5)));
  }

  @Test
  void problemsNameFileAndRow() throws IOException {
    assertThatThrownBy(() ->
            read(
                LABELS + "difficulty: d\nid: id\n",
                """
                {"s": "a", "y": 1, "d": 1, "id": 1}
                {"S": "a", "y": 1, "d": 1, "id": 2}
                {"s": "a", "y": 7, "d": 1, "id": 3}
                {"s": "  ", "y": 1, "d": 1, "id": 4}
                {"s": "a", "y": 1, "d": 1, "id": 1}
                {"s": "a", "y": null, "d": 1, "id": 5}
                {"s": {"t": "a"}, "y": 1, "d": 1, "id": 6}
                {"s": "a", "y": 1, "d": "hard", "id": 7}
                {"s": "a", "y": 7, "d": 1, "id": 8}
                """))
        .isInstanceOfSatisfying(
            BadInputException.class,
            e ->
                assertThat(e.problems().stream().map(p -> p.toString().replace(folder + "/", "")))
                    .containsExactly(
                        "a.jsonl, row 2: there is no field 's'; did you mean 'S'?",
                        "a.jsonl, row 3: the label '7' of field 'y' is none of: 1, false, true",
                        "a.jsonl, row 4: the text is blank; it is made of s",
                        "a.jsonl, row 5: the id '1' was given to an earlier record",
                        "a.jsonl, row 6: field 'y' is empty",
                        "a.jsonl, row 7: field 's' is an object; name a field of it, such as 's.t'",
                        "a.jsonl, row 8: the difficulty 'hard' of field 'd' is not a number"));
  }

  @Test
  void absentDifficultyIsNone() throws IOException {
    Examples examples = read(LABELS + "difficulty: d\n", "{\"s\":\"a\",\"y\":1,\"d\":null}\n");
    assertThat(examples.train().getFirst().difficulty()).isEmpty();
  }

  @Test
  void allRowsDroppedIsAProblem() {
    assertThatThrownBy(() -> read(LABELS, "{\"s\":\"a\",\"y\":\"maybe\"}\n"))
        .hasMessageContaining("all training records were dropped");
  }

  @Test
  void filesOfTheSameNameAreToldApartByFolder() throws IOException {
    for (String part : List.of("x", "y")) {
      Files.createDirectory(folder.resolve(part));
      Files.writeString(folder.resolve(part).resolve("a.jsonl"), "{\"s\":\"a\",\"y\":1}\n");
    }
    Examples examples = read(LABELS.replace("a.jsonl", "x/a.jsonl\ntest: y/a.jsonl"), "");
    assertThat(examples.train().getFirst().id()).isEqualTo("x/a.jsonl:1");
    assertThat(examples.test().getFirst().id()).isEqualTo("y/a.jsonl:1");
  }

  @Test
  void compressionIsNoPartOfAName() throws IOException {
    TestFiles.write(folder.resolve("b.jsonl.zst"), "{\"s\":\"a\",\"y\":1}\n");
    Examples examples = read(LABELS.replace("a.jsonl", "b.jsonl.zst"), "");
    assertThat(examples.train().getFirst().id()).isEqualTo("b.jsonl:1");
  }

  private static String choices(String options, String right) {
    return "task: t\ntrain: a.jsonl\ntext: \"{q} {choice}\"\nid: id\n"
        + "choices: {options: %s, right: %s}\n".formatted(options, right);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[a, b, c] | a                            | 0",
        "[a, b, c] | {field: text, as: text}      | 1",
        "[a, b, c] | {field: name, as: field}     | 2",
        "[list]    | {field: index, as: index}    | 1",
        "[list]    | {field: index, as: number}   | 0",
        "list      | {field: letter, as: letter}  | 2",
        "in.list   | {field: index, as: letter}   | 0"
      })
  void choicesBecomePairs(String options, String right, int place) throws IOException {
    String row =
        "{\"id\":\"r\",\"q\":\"Q\",\"a\":\"A0\",\"b\":\"A1\",\"c\":\"A2\",\"list\":[\"A0\",\"A1\",\"A2\"],"
            + "\"in\":{\"list\":[\"A0\",\"A1\",\"A2\"]},\"text\":\"A1\",\"name\":\"c\",\"index\":1,\"letter\":\"C\"}";
    List<Example> pair = read(choices(options, right), row).train();
    assertThat(pair).extracting(Example::id).containsExactly("r#0", "r#1");
    assertThat(pair).extracting(Example::label).containsExactly(0, 1);
    assertThat(pair).extracting(Example::group).containsOnly("r");
    assertThat(pair.get(1).texts()).containsExactly("Q A" + place);
    assertThat(pair.get(0).texts()).isNotEqualTo(pair.get(1).texts());
  }

  @Test
  void wrongAnswerDependsOnNothingButTheRecord() throws IOException {
    String yaml = choices("list", "right");
    String one = "{\"id\":1,\"q\":\"Q\",\"list\":[\"a\",\"b\",\"c\",\"d\"],\"right\":\"a\"}\n";
    String two = "{\"id\":2,\"q\":\"Q\",\"list\":[\"a\",\"b\",\"c\",\"d\"],\"right\":\"a\"}\n";
    List<Example> there = read(yaml, one + two).train();
    List<Example> back = read(yaml, two + one).train();
    assertThat(back).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void everyWrongAnswerIsDrawn() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      rows.append(
          "{\"id\":%d,\"q\":\"Q\",\"list\":[\"a\",\"b\",\"c\",\"a\",\"\"],\"right\":\"a\"}\n"
              .formatted(i));
    }
    List<Example> examples = read(choices("list", "right"), rows.toString()).train();
    long b = examples.stream().filter(e -> e.texts().contains("Q b")).count();
    long c = examples.stream().filter(e -> e.texts().contains("Q c")).count();
    assertThat(b + c).isEqualTo(300);
    assertThat(b).isBetween(100L, 200L);
  }

  @Test
  void choicesWithoutARightOrAWrongAnswerAreNamed() {
    assertThatThrownBy(() ->
            read(
                choices("[a, b]", "right"),
                """
                {"id": 1, "q": "Q", "a": "x", "b": "y", "right": "z"}
                {"id": 2, "q": "Q", "a": "x", "b": "x", "right": "x"}
                """))
        .hasMessageContaining(
            "row 1: the right answer 'z' of field 'right', taken as text, is none of: 'x' | 'y'")
        .hasMessageContaining("row 2: no answer but the right one, 'x', is offered");
  }
}
