package dev.w2s.file;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.Optional;

/// A folder in which one process works at a time: it holds the file `lock` in it.
public final class FolderLock implements AutoCloseable {
  /// The file that is held.
  public static final String NAME = "lock";

  private final Path folder;
  private final LockFile lock;

  private FolderLock(Path folder, LockFile lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// Takes a folder, which is made where it is not there.
  ///
  /// @return empty where another process, or this one, has it
  public static Optional<FolderLock> take(Path folder) throws IOException {
    return LockFile.take(folder, NAME).map(lock -> new FolderLock(folder, lock));
  }

  /// Deletes the folder with all that it holds, and gives it back.
  public void delete() throws IOException {
    try {
      DurableFiles.deleteTree(folder);
    } catch (DirectoryNotEmptyException e) {
      // Who waited for it has begun to work in it.
    } finally {
      lock.close();
    }
  }

  /// Gives the folder back; what it holds stays.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
