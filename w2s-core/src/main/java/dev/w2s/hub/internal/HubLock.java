package dev.w2s.hub.internal;

import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// One fetch of a blob at a time, among threads and among processes. The file stays: who deletes a
/// lock file may delete one that another process has just taken.
final class HubLock {
  /// The system's locks are the process's, not a thread's.
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private HubLock() {}

  /// Does the work when nobody else does it.
  static void holding(Path file, Runnable work) {
    ReentrantLock threads =
        THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), f -> new ReentrantLock());
    try {
      threads.lockInterruptibly();
    } catch (InterruptedException e) {
      throw HubClient.cancelled();
    }
    try {
      holdingAmongProcesses(file, work);
    } finally {
      threads.unlock();
    }
  }

  private static void holdingAmongProcesses(Path file, Runnable work) {
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        work.run();
      }
    } catch (FileLockInterruptionException e) {
      throw HubClient.cancelled();
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }
}
