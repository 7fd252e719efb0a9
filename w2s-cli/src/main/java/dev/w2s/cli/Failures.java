package dev.w2s.cli;

import dev.w2s.problem.IoFailure;
import dev.w2s.problem.W2sException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What ends a command other than success, in words and an exit code: 1 failed, 2 bad input, 130
/// interrupted.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    return switch (failure) {
      case W2sException known -> report(known, err);
      case UncheckedIOException io when io.getCause() != null ->
          report(IoFailure.of(io.getCause()), err);
      case IOException io -> report(IoFailure.of(io), err);
      default -> unexpected(failure, err);
    };
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    PrintWriter err = failure.getCommandLine().getErr();
    err.println("w2s: " + failure.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println(
          "Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    }
    return BAD_INPUT;
  }

  /// Any other failure: what the machine lacks is named; the rest is ours to mend, and the user
  /// gets one line and a file for whoever mends it.
  static int unexpected(Throwable failure, PrintWriter err) {
    Optional<String> lacking = lacking(failure);
    if (lacking.isPresent()) {
      err.println("w2s: " + lacking.get());
      return FAILED;
    }
    err.println("w2s: this is a defect of w2s, not of your input: " + failure);
    err.println("     " + kept(failure));
    return FAILED;
  }

  private static Optional<String> lacking(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    if (failure instanceof OutOfMemoryError
        || said.contains("can't allocate memory")
        || said.contains("CUDA out of memory")) {
      return Optional.of(
          "out of memory; lower max-tokens or batch, take a smaller model, or give Java more by W2S_JAVA_OPTS=-Xmx8g");
    }
    if (failure instanceof LinkageError && said.contains("jni")) {
      return Optional.of("a native library does not run on this system: " + said);
    }
    return Optional.empty();
  }

  private static int report(W2sException failure, PrintWriter err) {
    String.valueOf(failure.getMessage()).lines().forEach(line -> err.println("w2s: " + line));
    return failure.exitCode();
  }

  private static String kept(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    try {
      Path file = Files.createTempFile("w2s-failure-", ".txt");
      Files.writeString(file, trace.toString());
      return "please report it with " + file;
    } catch (IOException e) {
      return "its trace could not be written: " + e.getMessage();
    }
  }
}
