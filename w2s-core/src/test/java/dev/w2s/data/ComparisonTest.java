package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Comparisons of two completions, and what is left out of a task's records.
class ComparisonTest {
  private static final String PAIR =
      """
      task: t
      train: a.jsonl
      text: "{p}: {choice}"
      id: id
      """;

  @TempDir Path folder;

  private Examples read(String yaml, String rows) throws IOException {
    Files.writeString(folder.resolve("a.jsonl"), rows);
    return ExampleReader.read(TaskFile.read(Files.writeString(folder.resolve("t.yaml"), yaml)));
  }

  private static List<String> better(List<Example> rows) {
    return rows.stream().map(row -> row.texts().get(row.label())).toList();
  }

  @Test
  void bothPlacesAreDrawnByTheIdAlone() throws IOException {
    StringBuilder rows = new StringBuilder();
    StringBuilder back = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      String row = "{\"id\":%d,\"p\":\"%d\",\"c\":\"yes\",\"r\":\"no\"}\n".formatted(i, i);
      rows.append(row);
      back.insert(0, row);
    }
    String yaml = PAIR + "pair: {chosen: c, rejected: r}\n";
    List<Example> examples = read(yaml, rows.toString()).train();
    assertThat(better(examples)).allMatch(text -> text.endsWith(": yes"));
    assertThat(examples).allMatch(row -> row.texts().size() == 2);
    assertThat(examples.stream().filter(row -> row.label() == 0).count()).isBetween(160L, 240L);
    assertThat(read(yaml, back.toString()).train()).containsExactlyInAnyOrderElementsOf(examples);
  }

  @Test
  void fieldSaysWhichIsBetter() throws IOException {
    String yaml =
        PAIR
            + "pair: {one: a, other: b, better: {field: w, values: {\"1\": one, \"2\": other}, drop: \"0\"}}\n";
    String rows =
        """
        {"id": 1, "p": "p", "a": "x", "b": "y", "w": 1}
        {"id": 2, "p": "p", "a": "x", "b": "y", "w": 2}
        {"id": 3, "p": "p", "a": "x", "b": "y", "w": 0}
        """;
    assertThat(better(read(yaml, rows).train())).containsExactly("p: x", "p: y");
    assertThatThrownBy(() -> read(yaml, rows.replace("\"w\": 0", "\"w\": 3")))
        .hasMessageContaining("row 3: the verdict '3' of field 'w' is none of: 1, 2");
  }

  @Test
  void scoresSayWhichIsBetter() throws IOException {
    String yaml = PAIR + "pair: {one: a, other: b, scores: [s, t]}\n";
    String rows =
        """
        {"id": 1, "p": "p", "a": "x", "b": "y", "s": 2, "t": -1.5}
        {"id": 2, "p": "p", "a": "x", "b": "y", "s": "0.25", "t": 0.5}
        """;
    assertThat(better(read(yaml, rows).train())).containsExactly("p: x", "p: y");
    String tie =
        rows + "{\"id\": 3, \"p\": \"p\", \"a\": \"x\", \"b\": \"y\", \"s\": 0, \"t\": -0.0}";
    assertThatThrownBy(() -> read(yaml, tie))
        .hasMessageContaining("row 3: both completions have the same score; 'ties: drop'");
    assertThat(read(yaml.replace("t]", "t], ties: drop"), tie).train()).hasSize(2);
    assertThatThrownBy(() -> read(yaml, rows.replace("-1.5", "\"low\"")))
        .hasMessageContaining("row 1: the score 'low' of field 't' is not a number");
  }

  @Test
  void completionsThatAreTheSameCompareNothing() throws IOException {
    String yaml = PAIR + "pair: {chosen: c, rejected: r}\n";
    String rows =
        """
        {"id": 1, "p": "p", "c": "x", "r": ""}
        {"id": 2, "p": "p", "c": "x", "r": "x "}
        """;
    assertThatThrownBy(() -> read(yaml, rows))
        .hasMessageContaining(
            "row 2: the completions of fields 'c' and 'r' are the same; 'ties: drop'");
    assertThat(better(read(yaml.replace("r}", "r, ties: drop}"), rows).train()))
        .containsExactly("p: x");
  }

  @Test
  void recordsAreLeftOutByTheirFields() throws IOException {
    String yaml =
        """
        task: t
        classes: [no, yes]
        train: a.jsonl
        text: "{s}"
        label: y
        only: {lang: [en, de]}
        skip: {s: "", odd: ["1", "true"]}
        """;
    String rows =
        """
        {"s": "a", "y": 0, "lang": "en", "odd": 0}
        {"s": "b", "y": 1, "lang": "fr", "odd": 0}
        {"s": " ", "y": 1, "lang": "en", "odd": 0}
        {"s": "d", "y": 1, "lang": "de", "odd": true}
        {"s": "e", "y": 1, "lang": "de", "odd": null}
        """;
    assertThat(read(yaml, rows).train().stream().map(row -> row.texts().getFirst()))
        .containsExactly("a", "e");
    assertThatThrownBy(() -> read(yaml.replace("lang", "long"), rows))
        .hasMessageContaining("there is no field 'long'");
    assertThatThrownBy(() -> read(yaml.replace("[en, de]", "it"), rows))
        .hasMessageContaining("task t: all training records were dropped");
  }

  @Test
  void beginningOfAFieldMayBeTheGroup() throws IOException {
    String yaml = PAIR + "pair: {chosen: c, rejected: r}\ngroup: {field: c, before: \" | \"}\n";
    String rows =
        """
        {"id": 1, "p": "p", "c": "a | b | c", "r": "x"}
        {"id": 2, "p": "p", "c": "a | d", "r": "x"}
        {"id": 3, "p": "p", "c": "a", "r": "x"}
        """;
    assertThat(read(yaml, rows).train().stream().map(Example::group).distinct())
        .containsExactly("a");
  }

  @Test
  void furtherTestSetsHaveTheirOwnIdsAndForms() throws IOException {
    String yaml =
        """
        task: t
        classes: [no, yes]
        train: a.jsonl
        text: "{s}"
        label: y
        only: {kind: near}
        tests:
          far: {only: {kind: far}}
          tweets: {from: b.csv, text: "tweet {t}", label: {field: z, values: {n: no, p: yes}}, skip: {}}
        """;
    Files.writeString(folder.resolve("b.csv"), "t,z\nhi,p\n");
    Examples examples =
        read(
            yaml,
            """
            {"s": "a", "y": 0, "kind": "near"}
            {"s": "b", "y": 1, "kind": "far"}
            """);
    assertThat(examples.train()).extracting(Example::id).containsExactly("a.jsonl:1");
    assertThat(examples.tests().get("far"))
        .extracting(Example::id)
        .containsExactly("far/a.jsonl:2");
    Example tweet = examples.tests().get("tweets").getFirst();
    assertThat(tweet.id()).isEqualTo("tweets/b.csv:1");
    assertThat(tweet.texts()).containsExactly("tweet hi");
    assertThat(tweet.label()).isEqualTo(1);
  }
}
