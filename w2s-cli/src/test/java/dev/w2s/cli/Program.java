package dev.w2s.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;

/// Runs the program: within this JVM, or as a process of its own.
final class Program {
  private static final int PATIENCE_SECONDS = 120;

  private Program() {}

  /// What a command said and how it ended.
  record Ended(int code, String out, String err) {}

  /// Runs a command within this JVM.
  static Ended run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine main = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = main.execute(texts(arguments).toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  /// A process whose output goes to a file.
  record Started(Process process, Path log) {
    /// Its exit code and all it said, both streams together.
    Ended end() throws InterruptedException {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still runs: " + said());
      }
      return new Ended(process.exitValue(), said(), "");
    }

    /// What it has said so far.
    String said() {
      try {
        return Files.readString(log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// Waits until it has said something.
    void awaitWords(String words) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!said().contains(words)) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new AssertionError("never said '" + words + "': " + said());
        }
        Thread.sleep(5);
      }
    }

    /// Sends a signal by its name.
    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
  }

  /// Starts a command in a JVM of its own, with the options that the launcher gives.
  static Started start(Path log, Object... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(texts(arguments)))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    builder.environment().put("OPENBLAS_THREAD_TIMEOUT", "16");
    return new Started(builder.start(), log);
  }

  /// The command that starts such a JVM.
  static List<String> command(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(arguments);
    return command;
  }

  private static List<String> texts(Object... arguments) {
    return Stream.of(arguments).map(Object::toString).toList();
  }
}
