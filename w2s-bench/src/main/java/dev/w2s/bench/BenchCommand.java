package dev.w2s.bench;

import dev.w2s.problem.W2sException;
import picocli.CommandLine;

/// Runs a benchmark with options of a command line. What is wrong with them, or with the files they
/// name, is said in one line.
final class BenchCommand {
  private BenchCommand() {}

  /// The exit code.
  static int execute(Runnable benchmark, String... arguments) {
    return new CommandLine(benchmark)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(BenchCommand::failed)
        .execute(arguments);
  }

  private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof W2sException known) {
      command.getErr().println(known.getMessage());
      return known.exitCode();
    }
    throw failure;
  }
}
