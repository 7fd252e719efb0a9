package dev.w2s.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A folder in which one process works at a time: its file `lock` is locked by the operating
/// system, so that the lock dies with the process.
public final class FolderLock implements AutoCloseable {
  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /// Takes a folder, which is made where it is not there.
  ///
  /// @return empty where another process, or this one, has it
  public static Optional<FolderLock> take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isTaken(channel)) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new FolderLock(folder, channel));
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException held) {
      return false;
    }
  }

  /// Gives the folder back, and deletes it with all that it holds.
  public void delete() throws IOException {
    channel.close();
    DurableFiles.deleteTree(folder);
  }

  /// Gives the folder back; what it holds stays.
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
