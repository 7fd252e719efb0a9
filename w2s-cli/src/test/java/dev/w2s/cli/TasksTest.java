package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.data.TaskCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `w2s tasks` and what stands below it.
class TasksTest {
  private static final int SCREEN = 100;

  @TempDir Path data;

  @BeforeEach
  void setsAreThere() throws IOException {
    write("boolq/train.jsonl", boolq(0, true), boolq(0, false), boolq(1, true), boolq(2, false));
    write("boolq/test.jsonl", boolq(2, false), boolq(3, true));
    String weak = "{\"text\": \"film %d\", \"label\": %d, \"weak_label\": %d}";
    write(
        "imdb_weak/train.jsonl",
        weak.formatted(0, 0, 1),
        weak.formatted(1, 1, -1),
        weak.formatted(2, 1, 1));
    write("imdb_weak/test.jsonl", weak.formatted(3, 0, 0));
    String reply = "\\n\\nHuman: " + "Why? ".repeat(200) + "\\n\\nAssistant: ";
    String pair = "{\"chosen\": \"%sBecause.\", \"rejected\": \"%s\\u001b[31mNo.\"}";
    write("anthropic_hh/train.jsonl", pair.formatted(reply, reply));
    write("anthropic_hh/test.jsonl", pair.formatted(reply, reply));
  }

  private static String boolq(int i, boolean answer) {
    return "{\"question\": \"is it %s\", \"answer\": %s, \"passage\": \"Passage %d.\"}"
        .formatted(answer, answer, i);
  }

  private void write(String name, String... rows) throws IOException {
    Path file = data.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(rows));
  }

  private String said(String... arguments) {
    Program.Ended ended = Program.run((Object[]) arguments);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out().lines()).allMatch(line -> line.length() <= SCREEN);
    return ended.out();
  }

  @Test
  void listNamesEveryTaskOnOneScreenWidth() {
    assertThat(said("tasks").lines().map(line -> line.split(" ", 2)[0]))
        .containsAll(TaskCatalogue.names());
  }

  @Test
  void showPrintsBothTextsGroupAndSource() {
    assertThat(said("tasks", "show", "boolq", "--data-dir", data.toString()))
        .contains("boolq, version 1: Is the answer to the question about the passage yes?")
        .contains("licence: CC BY-SA 3.0", "rows: 4 to train on, 2 of its own to test on")
        .contains(data.resolve("boolq/train.jsonl").toString())
        .contains(
            """
            yes (train.jsonl:1)
              group: Passage 0.
              Passage: Passage 0.
              Question: is it true
            """);
  }

  @Test
  void comparisonsShowWhereTheyDiffer() {
    String shown = said("tasks", "show", "anthropic-hh", "--data-dir", data.toString());
    assertThat(shown)
        .contains("  1: ...", "  2: ...", "Assistant: Because.", "Assistant: ·[31mNo.");
  }

  @Test
  void checkTellsWhatIsRepeatedAndShared() {
    assertThat(said("tasks", "check", "boolq", "--data-dir", data.toString()))
        .containsPattern("train +4 +3 +2 +0 +0 +\\d+ +\\d+ +no")
        .containsPattern("no +2 \\(50.0 %\\) +1 \\(50.0 %\\)")
        .contains("groups with training and test rows: 1")
        .contains("rows with the texts of a test row, left out: 1, such as train.jsonl:4 =");
  }

  @Test
  void labelsOfAFieldAreWrittenForAStudy() throws IOException {
    Path file = data.resolve("labels.jsonl");
    said(
        "tasks",
        "labels",
        "imdb-weak",
        "--field",
        "weak_label",
        "--out",
        file.toString(),
        "--data-dir",
        data.toString());
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "{\"id\":\"train.jsonl:1\",\"label\":\"positive\"}",
            "{\"id\":\"train.jsonl:3\",\"label\":\"positive\"}",
            "{\"id\":\"test.jsonl:1\",\"label\":\"negative\"}");
  }

  @Test
  void wrongNamesAndFoldersAreOneLine() {
    refused("there is no task 'boolqq', neither built in nor as a file", "boolqq", data);
    refused(
        "--data-dir names a folder, and " + data.resolve("none"), "boolq", data.resolve("none"));
    refused("there is no such file: " + data.resolve("sciq/train"), "sciq", data);
  }

  private static void refused(String words, String task, Path folder) {
    Program.Ended ended = Program.run("tasks", "check", task, "--data-dir", folder);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains(words).doesNotContain("Exception");
  }

  @Test
  void studyNamesATaskOfTheFolder() throws IOException {
    Path study =
        Files.writeString(
            data.resolve("s.yaml"),
            """
            study: s
            task: boolq
            models: {weak: 'file:model', strong: 'file:model'}
            """);
    TinyModel.write(data.resolve("model"), 7);
    Program.Ended ended = Program.run("explain", study, "--data-dir", data);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("task: boolq");
  }
}
