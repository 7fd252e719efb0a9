package dev.w2s.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoFailureTest {
  private static final Path FILE = Path.of("results.json");

  @TempDir Path folder;

  private static String said(IOException failure) {
    W2sException told = IoFailure.of(failure, FILE);
    assertThat(told).isInstanceOf(BadInputException.class).hasMessageStartingWith(FILE + ": ");
    return String.valueOf(told.getMessage()).substring((FILE + ": ").length());
  }

  @Test
  void whatTheUserCanMendIsSaidInWords() {
    assertThat(said(new FileSystemException("a", null, "No space left on device")))
        .isEqualTo(said(new IOException("No space left on device")))
        .startsWith("no space left on this disk");
    assertThat(said(new FileSystemException("a", null, "Read-only file system")))
        .startsWith("this file system is read-only");
    assertThat(said(new AccessDeniedException("a"))).startsWith("no permission");
    assertThat(said(new FileAlreadyExistsException("a")))
        .isEqualTo("a file lies where a folder is needed");
    assertThat(said(new FileSystemException("a", null, "Is a directory")))
        .isEqualTo("a folder lies where a file is needed");
    assertThat(said(new NoSuchFileException("a"))).isEqualTo("there is no such file or folder");
  }

  @Test
  void anythingElseIsAFailure() {
    W2sException told = IoFailure.of(new IOException("Input/output error"), FILE);

    assertThat(told).isInstanceOf(FailedException.class).hasMessage(FILE + ": Input/output error");
  }

  @Test
  void failureThatNamesItsFileIsEnough() {
    assertThat(IoFailure.of(new NoSuchFileException("a.txt")))
        .hasMessage("a.txt: there is no such file or folder");
    assertThat(IoFailure.of(new IOException("Stream closed"))).isInstanceOf(FailedException.class);
  }

  @Test
  void whatThisSystemSaysOfAFullDiskIsKnown() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no device that is always full");

    IOException failure =
        catchThrowableOfType(IOException.class, () -> Files.write(full, new byte[1]));

    assertThat(said(failure)).startsWith("no space left on this disk");
  }

  @Test
  void whatThisSystemSaysOfFoldersAndFilesIsKnown() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    IOException inside =
        catchThrowableOfType(IOException.class, () -> Files.createFile(file.resolve("a")));
    IOException over =
        catchThrowableOfType(IOException.class, () -> Files.write(folder, List.of("a")));

    assertThat(said(inside)).isEqualTo("a file lies where a folder is needed");
    assertThat(said(over)).isEqualTo("a folder lies where a file is needed");
  }
}
