package dev.w2s.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// Writes that are on the disk when they return, and moves that happen whole or not at all. Under
/// its name a file is the old one or the new one, for other processes and after a loss of power.
public final class DurableFiles {
  private static final String TEMPORARY = ".tmp-";

  private DurableFiles() {}

  /// What a file is to hold.
  @FunctionalInterface
  public interface Content {
    /// Writes all of it.
    void writeTo(FileChannel channel) throws IOException;
  }

  /// Writes a file beside its place, then moves it there. A process that dies on the way leaves a
  /// file that [#isTemporary].
  public static void write(Path file, Content content) throws IOException {
    Path temporary = file.resolveSibling(TEMPORARY + UUID.randomUUID());
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      move(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// Writes a small file.
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, channel -> writeAll(channel, ByteBuffer.wrap(bytes)));
  }

  /// Writes all that a buffer holds; a channel may take less at a time.
  public static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// Whether a file name is one that [#write] makes on its way.
  public static boolean isTemporary(String name) {
    return name.startsWith(TEMPORARY);
  }

  /// Moves a file or a folder by one rename, and makes the rename last. A file that is there is
  /// replaced.
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(Objects.requireNonNull(to.toAbsolutePath().getParent(), "a file has a folder"));
  }

  /// Makes what was written into a file last, then moves it.
  public static void syncAndMove(Path from, Path to) throws IOException {
    sync(from);
    move(from, to);
  }

  /// Gives a file that does not change any more a second name, or copies it where the file system
  /// knows no second names. It outlives the first.
  public static void share(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(from, to);
      sync(to);
    }
  }

  /// Moves the files that the target lacks.
  public static void moveMissing(Path from, Path to) throws IOException {
    for (Path file : list(from)) {
      Path target = to.resolve(file.getFileName());
      if (!Files.exists(target)) {
        syncAndMove(file, target);
      }
    }
  }

  /// Makes the contents of a folder's files last.
  public static void syncAll(Path folder) throws IOException {
    for (Path file : list(folder)) {
      sync(file);
    }
    syncFolder(folder);
  }

  /// Makes the names last of all that lies in a folder, and in those below it.
  public static void syncNames(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        syncFolder(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Deletes a folder and all in it; fine where there is none.
  public static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    // Windows has no way to open a folder, and makes renames last by itself.
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
