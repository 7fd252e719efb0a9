package dev.w2s.bench;

import dev.w2s.tensor.Libtorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The most memory that this process had at once.
final class PeakMemory {
  private static final String PEAK = "VmHWM:";

  /// Where Linux takes orders about a process's own pages, and the one that sets the peak back to
  /// what is resident (proc_pid_clear_refs(5)).
  private static final Path ORDERS = Path.of("/proc/self/clear_refs");

  private static final String SET_BACK = "5";

  private PeakMemory() {}

  /// Begins to measure anew, with what nobody uses given back; changes nothing where the system
  /// does not let it.
  static void restart() {
    System.gc();
    Libtorch.releaseFreed();
    try {
      Files.writeString(ORDERS, SET_BACK, StandardOpenOption.WRITE);
    } catch (IOException e) {
      // Not Linux, or not allowed: the peak goes on from the start of the process.
    }
  }

  /// Peak of the resident set in bytes; empty where the system does not tell, as only Linux does.
  static OptionalLong bytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
