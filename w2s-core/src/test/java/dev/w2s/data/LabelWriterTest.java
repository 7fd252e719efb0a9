package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LabelWriterTest {
  private static final List<String> CLASSES = List.of("bad", "good");
  private static final LabelColumns COLUMNS =
      new LabelColumns(false, LabelColumns.ofClasses(CLASSES), List.of("title", "stars"));

  @TempDir Path folder;

  private static LabelledRow row(String id, float good, String kept) {
    JsonNode values = JsonMapper.shared().readTree(kept);
    return new LabelledRow(id, classes(1 - good, good), List.of(values.get(0), values.get(1)));
  }

  private static List<JsonNode> classes(float bad, float good) {
    return LabelledRow.ofClasses(CLASSES, new float[] {bad, good});
  }

  private Path written(String name, LabelColumns columns, LabelledRow... rows) {
    Path file = folder.resolve(name);
    try (LabelWriter out = LabelWriter.open(file, columns)) {
      List.of(rows).forEach(out::add);
    }
    return file;
  }

  private static List<String> texts(Path file, String template) {
    List<String> texts = new ArrayList<>();
    TextRows.read(
        file,
        new RowReading(List.of(template), Optional.of("id"), List.of()),
        0,
        row -> texts.add(row.id() + " " + row.texts().getFirst()));
    return texts;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.csv", "a.csv.gz", "a.csv.zst", "a.tsv", "a.tsv.gz", "a.tsv.zst", "a.parquet"})
  void tableIsReadBackAsItWasWritten(String name) {
    Path file =
        written(
            name,
            COLUMNS,
            row("x \"y\", é", .75f, "[\"a, \\\"b\\\"\", 5]"),
            row("2", .125f, "[null, [1, 2]]"));

    assertThat(texts(file, "{prediction} {p_bad} {p_good} {title} {stars}"))
        .containsExactly("x \"y\", é good 0.25 0.75 a, \"b\" 5", "2 bad 0.875 0.125  [1,2]");
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("duckdb"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.ndjson", "a.jsonl.gz", "a.jsonl.zst"})
  void jsonLinesKeepTheShapeOfValues(String name) {
    Path file = written(name, COLUMNS, row("1", .75f, "[{\"b\": 1.5}, [1, 2]]"));

    assertThat(texts(file, "{prediction} {probabilities.good} {title.b} {stars}"))
        .containsExactly("1 good 0.75 1.5 1\n2");
  }

  @Test
  void jsonLinesAreWeakLabelsForAnotherStudy() {
    Path file = written("a.jsonl", COLUMNS, row("x", .1f, "[1, 2]"), row("y", .9f, "[1, 2]"));

    Map<String, Prediction> labels = WeakLabelFile.read(file, List.of("good", "bad"));

    assertThat(labels.get("x").probabilities()).containsExactly(.1f, .9f);
    assertThat(labels.get("y").probabilities()).containsExactly(.9f, 1 - .9f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.csv", "a.parquet"})
  void rowsWithoutNamesHaveNumbers(String name) {
    LabelColumns columns = new LabelColumns(true, LabelColumns.ofClasses(CLASSES), List.of());
    Path file = written(name, columns, new LabelledRow("17", classes(.5f, .5f), List.of()));
    List<String> rows = new ArrayList<>();
    TextRows.read(
        file,
        new RowReading(List.of("{row} {prediction}"), Optional.empty(), List.of()),
        0,
        row -> rows.add(row.texts().getFirst()));

    assertThat(rows).containsExactly("17 bad");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.csv", "a.tsv", "a.parquet"})
  void textsAndNumbersAreWrittenAsTheyAre(String name) {
    LabelColumns columns =
        new LabelColumns(
            false,
            List.of(new LabelColumns.Column.Text("answer"), new LabelColumns.Column.Numeric("sum")),
            List.of());
    Path file =
        written(
            name,
            columns,
            new LabelledRow(
                "1",
                List.of(LabelledRow.text("twelve, \"12\""), LabelledRow.number(-1.5f)),
                List.of()));

    assertThat(texts(file, "{answer} {sum}")).containsExactly("1 twelve, \"12\" -1.5");
  }

  @Test
  void tabsAndBreaksBecomeBlanksWhereNothingIsQuoted() throws Exception {
    Path file = written("a.tsv", COLUMNS, row("1", 1, "[\"a\\tb\\r\\nc\", 2]"));

    assertThat(Files.readAllLines(file).getLast()).isEqualTo("1\tgood\t0.0\t1.0\ta b c\t2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"row", "prediction", "probabilities", "p_bad"})
  void fieldThatHasTheNameOfAColumnIsRefused(String name) {
    assertThatThrownBy(() -> new LabelColumns(true, LabelColumns.ofClasses(CLASSES), List.of(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "' cannot be kept");
  }

  @Test
  void unknownEndingIsRefused() {
    assertThatThrownBy(() -> LabelWriter.requireKnown(Path.of("a.xlsx")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a.xlsx")
        .hasMessageContaining(".parquet");
  }
}
