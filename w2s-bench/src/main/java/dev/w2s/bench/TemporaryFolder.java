package dev.w2s.bench;

import dev.w2s.file.DurableFiles;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that is deleted when it is closed.
///
/// @param path where it is
record TemporaryFolder(Path path) implements AutoCloseable {
  TemporaryFolder() {
    this(made());
  }

  private static Path made() {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      return Files.createTempDirectory(parent, "w2s-bench-");
    } catch (IOException e) {
      throw IoFailure.of(e, parent);
    }
  }

  @Override
  public void close() {
    try {
      DurableFiles.deleteTree(path);
    } catch (IOException e) {
      throw IoFailure.of(e, path);
    }
  }
}
