package dev.w2s.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void fileIsReplacedAndNothingElseIsLeft() throws IOException {
    DurableFiles.write(folder.resolve("a"), bytes("old"));
    DurableFiles.write(folder.resolve("a"), bytes("new"));

    assertThat(folder.resolve("a")).hasContent("new");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void writeThatFailsInTheMiddleLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("a");
    DurableFiles.write(file, bytes("old"));

    assertThatThrownBy(() ->
            DurableFiles.write(
                file,
                channel -> {
                  DurableFiles.writeAll(channel, java.nio.ByteBuffer.wrap(bytes("ne")));
                  throw new IOException("No space left on device");
                }))
        .hasMessage("No space left on device");

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void writersAtOnceEachWriteWhole() throws IOException {
    Path file = folder.resolve("a");
    IntStream.range(0, 40)
        .parallel()
        .forEach(i -> {
          try {
            DurableFiles.write(file, bytes(Integer.toString(i % 10).repeat(10_000)));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });

    assertThat(Files.readString(file)).hasSize(10_000).matches("(.)\\1*");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void onlyMissingFilesAreMoved() throws IOException {
    Path from = Files.createDirectory(folder.resolve("from"));
    Path to = Files.createDirectory(folder.resolve("to"));
    Files.writeString(from.resolve("a"), "new");
    Files.writeString(from.resolve("b"), "new");
    Files.writeString(to.resolve("a"), "old");

    DurableFiles.moveMissing(from, to);

    assertThat(to.resolve("a")).hasContent("old");
    assertThat(to.resolve("b")).hasContent("new");
  }

  @Test
  void whatWasWrittenByOtherMeansIsMovedAndReplaces() throws IOException {
    Path from = Files.writeString(folder.resolve("from"), "new");
    Path to = Files.writeString(folder.resolve("to"), "old");

    DurableFiles.syncAndMove(from, to);

    assertThat(to).hasContent("new");
    assertThat(names()).containsExactly("to");
  }

  @Test
  void treeIsDeletedAndAMissingOneIsFine() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("x/y/z"));
    Files.writeString(deep.resolve("a"), "");

    DurableFiles.deleteTree(folder.resolve("x"));
    DurableFiles.deleteTree(folder.resolve("x"));

    assertThat(names()).isEmpty();
  }
}
