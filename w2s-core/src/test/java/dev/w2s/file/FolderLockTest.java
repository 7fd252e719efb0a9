package dev.w2s.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir Path folder;

  @Test
  void oneHoldsAFolderAtATime() throws IOException {
    Path work = folder.resolve("a/work");
    try (FolderLock lock = FolderLock.take(work).orElseThrow()) {
      assertThat(FolderLock.take(work)).isEmpty();
      assertThat(FolderLock.take(folder.resolve("a/../a/work"))).isEmpty();
      assertThat(lock).isNotNull();
    }
    FolderLock.take(work).orElseThrow().close();
  }

  /// A refusal within the process must not give back what the process holds.
  @Test
  void otherProcessesAreKeptOutAfterARefusalHere() throws IOException, InterruptedException {
    Path work = folder.resolve("work");
    try (FolderLock lock = FolderLock.take(work).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(FolderLock.take(work)).isEmpty();
      assertThat(takenElsewhere(work)).isFalse();
    }
    assertThat(takenElsewhere(work)).isTrue();
  }

  private static boolean takenElsewhere(Path work) throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TakeMain.class.getName(),
                work.toString())
            .inheritIO()
            .start();
    assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return other.exitValue() == 0;
  }

  /// Ends with 0 where it could take the folder.
  static final class TakeMain {
    private TakeMain() {}

    public static void main(String[] arguments) throws IOException {
      System.exit(FolderLock.take(Path.of(arguments[0])).isPresent() ? 0 : 1);
    }
  }

  @Test
  void deletedFolderIsFree() throws IOException {
    Path work = folder.resolve("work");
    FolderLock lock = FolderLock.take(work).orElseThrow();
    Files.writeString(Files.createDirectories(work.resolve("deep")).resolve("file"), "text");
    lock.delete();
    assertThat(work).doesNotExist();
    FolderLock.take(work).orElseThrow().delete();
  }
}
