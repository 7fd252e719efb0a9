package dev.w2s.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The most memory that this process had at once.
final class PeakMemory {
  private static final String PEAK = "VmHWM:";

  private PeakMemory() {}

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
