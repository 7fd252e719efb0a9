package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Records that are read by how large a number of theirs is.
class RangeFilterTest {
  private static final String TASK =
      """
      task: t
      classes: [no, yes]
      train: a.jsonl
      text: "{s}"
      label: y
      """;
  private static final String ROWS =
      """
      {"s": "a", "y": 0, "rating": 899.5}
      {"s": "b", "y": 1, "rating": "900"}
      {"s": "c", "y": 0, "rating": " 1200 "}
      {"s": "d", "y": 1, "rating": 1.3e3}
      {"s": "e", "y": 1, "rating": null}
      """;

  @TempDir Path folder;

  private Examples read(String filters, String rows) throws IOException {
    Files.writeString(folder.resolve("a.jsonl"), rows);
    Path file = Files.writeString(folder.resolve("t.yaml"), TASK + filters + "\n");
    return ExampleReader.read(TaskFile.read(file));
  }

  private static String texts(List<Example> rows) {
    return String.join("", rows.stream().map(row -> row.texts().getFirst()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          only: {rating: {at-most: 900}}                | ab
          only: {rating: {below: 900}}                  | a
          only: {rating: {at-least: 900}}               | bcd
          only: {rating: {above: 900}}                  | cd
          only: {rating: {above: 899, below: 1200}}     | ab
          only: {rating: {at-least: 900, at-most: 900}} | b
          skip: {rating: {above: 900}}                  | abe
          only: {rating: {above: -1}, y: 1}             | bd
          """)
  void boundsChooseRecords(String filters, String texts) throws IOException {
    assertThat(texts(read(filters, ROWS).train())).isEqualTo(texts);
  }

  @Test
  void furtherTestSetHasItsRangeInPlaceOfTheTasks() throws IOException {
    Examples examples =
        read(
            "only: {rating: {at-most: 900}}\ntests:\n  harder: {only: {rating: {above: 900}}}",
            ROWS);
    assertThat(texts(examples.train())).isEqualTo("ab");
    assertThat(texts(examples.tests().get("harder"))).isEqualTo("cd");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {at-most: many}           | 6:26: only.rating.at-most must be a number but was 'many'
          {atmost: 900}             | 6:17: unknown key 'atmost'; did you mean 'at-most'?
          {}                        | 6:16: a range of numbers needs one of 'at-least', 'above', 'at-most' and 'below'
          {below: 900, at-most: 900} | 6:24: below and at-most bound one side; it can have one of them
          {above: 900, at-most: 900} | 6:16: no number is above 900.0 and at most 900.0
          {at-least: 901, at-most: 900} | 6:16: no number is at least 901.0 and at most 900.0
          """)
  void boundsThatSayNothingAreToldAtTheirPlace(String range, String problem) {
    assertThatThrownBy(() -> read("only: {rating: " + range + "}", ROWS))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("t.yaml:" + problem);
  }

  @Test
  void valueThatIsNoNumberIsToldWithItsRow() {
    String rows = ROWS.replace("\"900\"", "\"hard\"");
    assertThatThrownBy(() -> read("only: {rating: {at-most: 900}}", rows))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("row 2: the value 'hard' of field 'rating' is not a number");
  }
}
