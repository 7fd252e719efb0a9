package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextRowsTest {
  private static final RowReading READING =
      new RowReading(List.of("{t}: {b}", "{c.d}"), Optional.empty(), List.of("t"));

  @TempDir Path folder;

  private Path file(String... lines) throws IOException {
    return TestFiles.write(folder.resolve("a.jsonl"), String.join("\n", lines));
  }

  private static String line(String t) {
    return "{\"t\": \"%s\", \"b\": 1.50, \"c\": {\"d\": [1, 2]}}".formatted(t);
  }

  private static List<TextRow> read(Path file, RowReading reading, long skip) {
    List<TextRow> rows = new ArrayList<>();
    TextRows.read(file, reading, skip, rows::add);
    return rows;
  }

  @Test
  void textsAreFilledAndRowsNumbered() throws IOException {
    Path file = file(line("x"), "", line("y"));

    List<TextRow> rows = read(file, READING, 0);

    assertThat(rows).extracting(TextRow::id).containsExactly("1", "3");
    assertThat(rows.getLast().texts()).containsExactly("y: 1.50", "1\n2");
    assertThat(rows.getLast().kept().getFirst().asString()).isEqualTo("y");
    assertThat(TextRows.check(file, READING)).isEqualTo(2);
  }

  @Test
  void skippedRowsAreCountedButNotLookedAt() throws IOException {
    Path file = file("{}", "{}", line("y"));

    assertThat(read(file, READING, 2)).extracting(TextRow::id).containsExactly("3");
  }

  @Test
  void allProblemsAreToldByACheck() throws IOException {
    Path file = file(line("x"), "{\"t\": 1}", "{\"t\": 2}", "[]", line("y"));

    assertThatThrownBy(() -> TextRows.check(file, READING))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("row 2: there is no field 'b'", "row 4: a row is a JSON object")
        .hasMessageNotContaining("row 3");
  }

  @Test
  void nothingIsGivenBehindAProblem() throws IOException {
    Path file = file(line("x"), "{\"t\": 1}", line("y"));
    List<String> given = new ArrayList<>();

    assertThatThrownBy(() -> TextRows.read(file, READING, 0, row -> given.add(row.id())))
        .isInstanceOf(BadInputException.class);
    assertThat(given).containsExactly("1");
  }

  @Test
  void blankTextIsAProblem() throws IOException {
    Path file = file("{\"t\": \" \"}");
    RowReading reading = new RowReading(List.of("{t}"), Optional.empty(), List.of());

    assertThatThrownBy(() -> TextRows.check(file, reading))
        .hasMessageContaining("row 1: the text is blank; it is made of t");
  }

  @Test
  void rowThatIsNotNamedIsAProblem() throws IOException {
    Path file = file(line(""));
    RowReading reading = new RowReading(List.of("{b}"), Optional.of("t"), List.of());

    assertThatThrownBy(() -> TextRows.check(file, reading))
        .hasMessageContaining("row 1: field 't' is empty");
  }
}
