package dev.w2s.data.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.data.Source;
import dev.w2s.data.TestFiles;
import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {
  @TempDir Path folder;

  private static List<SourceRecord> read(Path file) {
    Problems problems = new Problems();
    List<SourceRecord> records = new ArrayList<>();
    RecordReader.read(new Source.File(file), problems, records::add);
    problems.throwIfAny();
    return records;
  }

  private static List<String> fields(Path file) {
    return read(file).stream().map(record -> record.row() + " " + record.fields()).toList();
  }

  private Path write(String name, String text) throws IOException {
    return TestFiles.write(folder.resolve(name), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.ndjson", "a.jsonl.gz", "a.jsonl.zst", "A.JSONL"})
  void jsonRowsComeInOrderWithTheirLines(String name) throws IOException {
    Path file = write(name, "{\"b\":1.50,\"a\":[1,{\"c\":null}]}\r\n\n{\"t\":\"é\\n\"}");
    assertThat(fields(file))
        .containsExactly("1 {\"b\":1.50,\"a\":[1,{\"c\":null}]}", "3 {\"t\":\"é\\n\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.csv.gz", "a.csv.zst"})
  void commaSeparatedValuesStayText(String name) throws IOException {
    Path file =
        write(name, "\uFEFFa,b\r\n1.0,\"x, \"\"y\"\"\nz\"\r\n,2020-01-01\r\n\n# no comment, \r\n");
    assertThat(fields(file))
        .containsExactly(
            "1 {\"a\":\"1.0\",\"b\":\"x, \\\"y\\\"\\nz\"}",
            "2 {\"a\":\"\",\"b\":\"2020-01-01\"}",
            "3 {\"a\":\"# no comment\",\"b\":\" \"}");
  }

  @Test
  void tabSeparatedValuesAreNotQuoted() throws IOException {
    Path file = write("a.tsv", "a\tb\nsay \"hi\t\"\n");
    assertThat(fields(file)).containsExactly("1 {\"a\":\"say \\\"hi\",\"b\":\"\\\"\"}");
  }

  @Test
  void parquetKeepsTypesAndShapes() throws SQLException {
    Path file = parquet("it's [a].parquet", 3);
    assertThat(fields(file).getLast())
        .isEqualTo(
            "3 {\"n\":2,\"t\":\"1.0\",\"l\":[\"a\",null],\"s\":{\"q\":2,\"r\":true},\"d\":\"2020-01-01\","
                + "\"dec\":1.50,\"none\":null,\"m\":{\"k\":0.5}}");
  }

  @Test
  void parquetOfManyRowsComesInOrder() throws SQLException {
    List<SourceRecord> records = read(parquet("many.parquet", 300_000));
    assertThat(records).hasSize(300_000);
    assertThat(records).allMatch(record -> record.fields().get("n").asLong() == record.row() - 1);
  }

  private Path parquet(String name, int rows) throws SQLException {
    Path file = folder.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          COPY (SELECT i AS n, '1.0' AS t, ['a', NULL] AS l, {'q': i, 'r': true} AS s, DATE '2020-01-01' AS d,
                1.50::DECIMAL(5, 2) AS dec, NULL::VARCHAR AS none, MAP {'k': 0.5::DOUBLE} AS m
                FROM range(%d) t(i)) TO '%s' (FORMAT parquet)\
          """
              .formatted(rows, file.toString().replace("'", "''")));
    }
    return file;
  }

  @Test
  void malformedRowsAreAllNamed() throws IOException {
    Path file = write("a.jsonl", "{\"a\":1}\n{\"a\":\n\n[1]\n{\"a\":1} x\n{\"a\":1,\"a\":2}\n");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a.jsonl, row 2: malformed JSON at column")
        .hasMessageContaining("row 4: a row is a JSON object {...} but this is a list")
        .hasMessageContaining("row 5: malformed JSON")
        .hasMessageContaining("row 6: malformed JSON")
        .hasMessageNotContaining("row 1:");
  }

  @Test
  void notMoreThanTwentyProblemsAreShown() throws IOException {
    Path file = write("a.jsonl", "nonsense\n".repeat(100));
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            BadInputException.class,
            e -> {
              assertThat(e.problems()).hasSize(21);
              assertThat(e.problems().getLast().message()).startsWith("and more");
            });
  }

  @Test
  void rowThatIsNotUtf8IsNamed() throws IOException {
    Path file = folder.resolve("a.jsonl");
    Files.write(file, "{\"a\":\"x\"}\n{\"a\":\"é\"}\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> read(file)).hasMessageContaining("row 2: malformed JSON");
  }

  @Test
  void valuesThatAreNotUtf8AreNamed() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.write(file, "a\né\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> read(file)).hasMessageContaining("a.csv: the text is not UTF-8");
  }

  @Test
  void unevenRowsAreNamed() throws IOException {
    Path file = write("a.csv", "a,b\n1,2\n1,2,3\n5\n");
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("row 2: the row has 3 columns but the header names 2: a, b")
        .hasMessageContaining("row 3: the row has 1 column but");
  }

  @Test
  void quoteThatIsNeverClosedIsNamed() throws IOException {
    Path file = write("a.csv", "a,b\n1,2\n3,\"4\n5,6\n");
    assertThatThrownBy(() -> read(file)).hasMessageContaining("a quoted value is never closed");
  }

  @Test
  void textBehindAQuotedValueIsNamed() throws IOException {
    Path file = write("a.csv", "a,b\n\"1\"x,2\n");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void columnNamedTwiceIsRefused() throws IOException {
    Path file = write("a.csv", "a,a\n1,2\n");
    assertThatThrownBy(() -> read(file)).hasMessageContaining("the column 'a' twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.csv", "a.tsv", "a.jsonl.gz", "a.csv.zst"})
  void fileWithoutRecordsIsRefused(String name) throws IOException {
    Path file = write(name, "");
    assertThatThrownBy(() -> read(file)).hasMessageContaining(name + ": the file holds no records");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl.gz", "a.jsonl.zst", "a.csv.gz", "a.csv.zst"})
  void truncatedFileIsRefused(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(write(name, rows()));
    Files.write(folder.resolve(name), Arrays.copyOf(bytes, bytes.length * 2 / 3));
    assertThatThrownBy(() -> read(folder.resolve(name)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("cut short or corrupt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl.gz", "a.jsonl.zst"})
  void corruptFileIsRefused(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(write(name, rows()));
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(folder.resolve(name), bytes);
    assertThatThrownBy(() -> read(folder.resolve(name))).isInstanceOf(BadInputException.class);
  }

  private static String rows() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      rows.append("{\"a\":").append(StableHash.mix(i)).append("}\n");
    }
    return rows.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl.gz", "a.csv.zst"})
  void fileThatIsNotCompressedIsRefused(String name) throws IOException {
    Files.writeString(folder.resolve(name), "{\"a\":1}\n");
    assertThatThrownBy(() -> read(folder.resolve(name)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(name);
  }

  @Test
  void whatIsNoParquetIsRefused() throws IOException {
    Path file = write("a.parquet", "this is no parquet file");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a.parquet: this is no readable parquet file");
  }

  @Test
  void corruptParquetIsRefused() throws IOException, SQLException {
    Path file = parquet("b.parquet", 50_000);
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0x55);
    Files.write(file, bytes);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no readable parquet file");
  }

  @Test
  void missingFilesFoldersAndUnknownEndingsAreNamed() throws IOException {
    Path unknown = write("a.xlsx", "x");
    assertThatThrownBy(() -> read(folder.resolve("none.csv"))).hasMessageContaining("no such file");
    assertThatThrownBy(() -> read(folder)).hasMessageContaining("this is a folder");
    assertThatThrownBy(() -> read(unknown))
        .hasMessageContaining("a.xlsx: no reader for this ending; known are .jsonl, .ndjson, .csv");
    assertThatThrownBy(() -> read(write("a.parquet.gz", "x"))).hasMessageContaining("no reader");
  }
}
