package dev.w2s.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A file that is held in one place at a time, of all processes: the operating system locks it, so
/// that the lock dies with the process.
public final class LockFile implements AutoCloseable {
  /// Those that this process holds. To close any channel of a file gives back what the process has
  /// locked of it, so that a file which is held must not be opened at all.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Takes a file, which is made where it is not there, and its folder, too.
  ///
  /// @param name of the file
  /// @return empty where it is held, by this process or another
  public static Optional<LockFile> take(Path folder, String name) throws IOException {
    Path one = Files.createDirectories(folder).toRealPath().resolve(name);
    if (!HELD.add(one)) {
      return Optional.empty();
    }
    Optional<LockFile> taken = Optional.empty();
    try {
      taken = locked(one);
    } finally {
      if (taken.isEmpty()) {
        HELD.remove(one);
      }
    }
    return taken;
  }

  private static Optional<LockFile> locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      // One that was deleted by whoever held it before is nobody's any more.
      locked = channel.tryLock() != null && Files.exists(file);
    } catch (OverlappingFileLockException held) {
      locked = false;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? Optional.of(new LockFile(file, channel)) : Optional.empty();
  }

  /// Gives it back; the file stays.
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
