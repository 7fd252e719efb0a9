package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FailuresTest {
  private final StringWriter err = new StringWriter();

  private int handled(Exception failure) {
    CommandLine command = Main.commandLine().setErr(new PrintWriter(err));
    return new Failures().handleExecutionException(failure, command, command.parseArgs());
  }

  @Test
  void eachProblemIsALine() {
    Exception failure =
        new BadInputException(
            List.of(Problem.at(Path.of("a.yaml"), 3, 1, "wrong"), Problem.of("missing")));

    assertThat(handled(failure)).isEqualTo(2);
    assertThat(err.toString().lines()).containsExactly("w2s: a.yaml:3:1: wrong", "w2s: missing");
  }

  @Test
  void exitCodeTellsTheKindOfEnd() {
    assertThat(handled(new FailedException("no network"))).isEqualTo(1);
    assertThat(handled(new CancelledException())).isEqualTo(130);
    assertThat(handled(new NoSuchFileException("a"))).isEqualTo(2);
    assertThat(handled(new UncheckedIOException(new IOException("No space left on device"))))
        .isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(4).allMatch(line -> line.startsWith("w2s: "));
  }

  @Test
  void traceOfADefectGoesToAFile() throws IOException {
    assertThat(handled(new IllegalStateException("impossible"))).isEqualTo(1);

    List<String> lines = err.toString().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .isEqualTo(
            "w2s: this is a defect of w2s, not of your input: java.lang.IllegalStateException: impossible");
    Path file = Path.of(lines.getLast().strip().replace("please report it with ", ""));
    assertThat(file).content().contains("at dev.w2s.cli.FailuresTest");
    Files.delete(file);
  }
}
