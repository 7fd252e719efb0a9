package dev.w2s.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlDocumentTest {
  @TempDir Path folder;

  @Test
  void missingFileIsSaid() {
    assertProblem(folder.resolve("none.yaml"), "none.yaml: there is no such file");
  }

  @Test
  void folderIsSaid() {
    assertProblem(folder, ": is a folder; a YAML file is expected");
  }

  @Test
  void emptyFileIsSaid() throws IOException {
    assertProblem(file("# nothing\n"), "t.yaml: the file is empty");
  }

  @Test
  void wrongEncodingIsPlaced() throws IOException {
    Path file = folder.resolve("t.yaml");
    Files.write(file, "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertProblem(file, "t.yaml:2:7: byte 0xE9 is not UTF-8 text; save the file as UTF-8");
  }

  @Test
  void cutOffCharacterIsPlaced() throws IOException {
    Path file = folder.resolve("t.yaml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xC3});
    assertProblem(file, "t.yaml:1:4: byte 0xC3 is not UTF-8 text");
  }

  @Test
  void largeFileIsRefused() throws IOException {
    assertProblem(file("a: " + "x".repeat(1 << 20)), "a YAML file here has at most 1048576");
  }

  @Test
  void byteOrderMarkIsSkipped() throws IOException {
    assertThat(text(file("\uFEFFa: b\n"))).isEqualTo("b");
  }

  @Test
  void windowsLineEndsAreRead() throws IOException {
    assertThat(text(file("a: b\r\n"))).isEqualTo("b");
  }

  @Test
  void tabIsNamed() throws IOException {
    assertProblem(file("a:\n\tb: 1\n"), "t.yaml:2:1: a tab; YAML is indented with spaces");
  }

  @Test
  void badSyntaxIsPlacedInOneLine() throws IOException {
    BadInputException e = problems(file("a: [1, 2\nb: 3\n"));
    assertThat(e.problems()).singleElement().asString().contains("t.yaml:2:2: not valid YAML: ");
    assertThat(e.getMessage()).doesNotContain("\n");
  }

  @Test
  void controlCharacterIsPlaced() throws IOException {
    assertProblem(
        file("a: 1\nb: \u0001\n"), "t.yaml:2:4: the character U+0001 is not allowed in YAML");
  }

  @Test
  void impossibleEscapeIsNamed() throws IOException {
    assertProblem(
        file("a: \"\\UFFFFFFFF\"\n"), "not valid YAML: an escape in a quoted text is no character");
  }

  @Test
  void listInPlaceOfMapIsSaid() throws IOException {
    assertProblem(
        file("- a\n"), "t.yaml:1:1: the file must hold 'key: value' lines but holds a list");
  }

  @Test
  void secondDocumentIsPlaced() throws IOException {
    assertProblem(file("a: 1\n---\nb: 2\n"), "t.yaml:2:1: a second document starts here");
  }

  @Test
  void unknownAliasIsPlaced() throws IOException {
    assertProblem(file("a: *b\n"), "t.yaml:1:4: not valid YAML: found undefined alias b");
  }

  @Test
  void anchorBombIsRefused() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i, i, String.join(", ", List.of(alias, alias, alias, alias, alias, alias))));
    }
    assertProblem(file(bomb.toString()), "exceeds the specified max=50");
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    assertProblem(
        file("a: " + "[".repeat(100_000)), "t.yaml:1:35: lists and maps lie more than 32 deep");
  }

  @Test
  void problemsComeInTheOrderOfTheFile() throws IOException {
    Path file = file("b: x\nc: 1\na: y\nc: 2\nbatsh: 1\n");
    BadInputException e =
        catchThrowableOfType(
            BadInputException.class,
            () ->
                YamlDocument.read(file)
                    .decode(map -> {
                      Field<Integer> a = map.at("a").integer(0);
                      Field<Integer> b = map.at("b").integer(0);
                      Field<Integer> d = map.at("batch").integer(0).or(1);
                      Field<Integer> c = map.at("c").integer(2);
                      return map.build(() -> a.value() + b.value() + c.value() + d.value());
                    }));
    assertThat(e.problems())
        .extracting(Problem::toString)
        .containsExactly(
            file + ":1:4: b must be a whole number but was 'x'",
            file + ":2:4: c must be at least 2 but was 1",
            file + ":3:4: a must be a whole number but was 'y'",
            file + ":4:1: key 'c' is given twice; the first is in line 2",
            file + ":5:1: unknown key 'batsh'; did you mean 'batch'?");
  }

  private String text(Path file) {
    return YamlDocument.read(file).decode(map -> map.at("a").text().required());
  }

  private void assertProblem(Path file, String message) {
    assertThatThrownBy(() -> text(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message);
  }

  private BadInputException problems(Path file) {
    return catchThrowableOfType(BadInputException.class, () -> text(file));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.yaml"), text);
  }
}
