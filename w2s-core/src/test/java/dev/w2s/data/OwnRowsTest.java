package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnRowsTest {
  private static final List<String> CLASSES = List.of("a", "b");

  @TempDir Path folder;

  private static RowReading reading(String text, String id) {
    return new RowReading(List.of(text), Optional.of(id), List.of());
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("rows.jsonl"), List.of(lines));
  }

  @Test
  void eachRowIsAnExampleOfItsOwn() throws IOException {
    Path file = file("{\"nr\": 1, \"said\": \"good\"}", "", "{\"nr\": \"x\", \"said\": \"bad\"}");

    Examples examples = OwnRows.read(file, reading("It is {said}", "nr"), CLASSES);

    assertThat(examples.classes()).isEqualTo(CLASSES);
    assertThat(examples.train()).extracting(Example::id).containsExactly("1", "x");
    assertThat(examples.train()).extracting(Example::group).containsExactly("1", "x");
    assertThat(examples.train().getLast().texts()).containsExactly("It is bad");
  }

  /// Blank lines count as rows of a file, as everywhere.
  @Test
  void rowOfARepeatedNameIsNumberedAsItStands() throws IOException {
    Path file = file("{\"id\": 1, \"text\": \"a\"}", "", "{\"id\": 1, \"text\": \"b\"}");

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> OwnRows.read(file, reading("{text}", "id"), CLASSES))
        .withMessageContaining("row 3")
        .withMessageContaining("id is '1', as in an earlier row");
  }
}
