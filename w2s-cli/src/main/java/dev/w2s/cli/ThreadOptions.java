package dev.w2s.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// How many threads compute.
final class ThreadOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads to compute with (default: one for each core). The same number gives the same bits.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /// The number, which was checked.
  int threads(CommandSpec spec) {
    if (threads < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--threads must be at least 1 but was " + threads);
    }
    return threads;
  }
}
