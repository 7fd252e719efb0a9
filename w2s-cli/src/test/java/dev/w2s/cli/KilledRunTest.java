package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs that are killed, interrupted, or not alone, against one that nothing happened to.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends signals")
class KilledRunTest {
  private static final int KILLS = 20;
  private static final Pattern COMPUTED = Pattern.compile("\\[ *\\d+/19].* \\d+\\.\\d s( |$)");

  @TempDir static Path folder;
  private static Path study;
  private static byte[] expected;
  private static long millis;

  @BeforeAll
  static void runUndisturbed() throws IOException, InterruptedException {
    study =
        TinyStudy.in(folder)
            .study(
                "disturbed",
                "rows: {train: 160, validation: 0, test: 100}",
                "training: {epochs: 20, batch: 8, learning-rate: 2e-3, dropout: 0.1}",
                "analyses: {curve: 5}");
    long start = System.nanoTime();
    Program.Ended ended = start("undisturbed").end();
    millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    assertThat(ended.code()).as(ended.out()).isZero();
    expected = results("undisturbed");
    assertThat(computed(ended)).isEqualTo(19);
  }

  private static Program.Started start(String name) throws IOException {
    return start(name, name);
  }

  private static Program.Started start(String store, String out) throws IOException {
    return Program.start(
        folder.resolve(out + ".log"),
        "run",
        study,
        "--store",
        folder.resolve(store),
        "--out",
        folder.resolve(out),
        "--threads",
        1,
        "--checkpoint-every",
        0);
  }

  private static byte[] results(String out) throws IOException {
    return Files.readAllBytes(folder.resolve(out).resolve("results.json"));
  }

  private static long computed(Program.Ended ended) {
    return ended.out().lines().filter(COMPUTED.asPredicate()).count();
  }

  private static void assertAsExpected(Program.Ended ended, String out) throws IOException {
    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(results(out)).isEqualTo(expected);
  }

  /// Where a run ends before it is killed, the next begins with an empty store.
  @Test
  void killedAtAnyMomentGoesOnToTheSameResults() throws IOException, InterruptedException {
    Random moments = new Random(20);
    int round = 0;
    for (int kills = 0; kills < KILLS; ) {
      Program.Started run = start("killed-" + round);
      if (run.process().waitFor(moments.nextLong(millis * 2 / 5), TimeUnit.MILLISECONDS)) {
        assertAsExpected(run.end(), "killed-" + round++);
      } else {
        run.process().destroyForcibly().waitFor();
        kills++;
      }
    }

    assertAsExpected(start("killed-" + round).end(), "killed-" + round);
    assertThat(folder.resolve("killed-" + round).resolve("work")).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void interruptedRunSaysSoAndGoesOnLater(String signal, int code)
      throws IOException, InterruptedException {
    assumeFalse(signal.equals("INT") && isInterruptIgnored(), "this shell has SIGINT ignored");
    Program.Started run = start(signal);
    run.awaitWords("test supervisor");
    Thread.sleep(100);
    long asked = System.nanoTime();
    run.signal(signal);

    Program.Ended ended = run.end();

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked)).isLessThan(5000);
    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.out().lines().filter(line -> line.startsWith("w2s:")))
        .containsExactly(
            "w2s: interrupted; what was finished is kept, the same command goes on from here");
    Program.Ended later = start(signal).end();
    assertAsExpected(later, signal);
    assertThat(later.out()).doesNotContain("seed 0: supervisor");
  }

  @Test
  void processesOnOneStoreShareTheWork() throws IOException, InterruptedException {
    List<Program.Started> both = List.of(start("shared", "left"), start("shared", "right"));
    Program.Ended left = both.getFirst().end();
    Program.Ended right = both.getLast().end();

    assertAsExpected(left, "left");
    // The study's text is the same, and so are all the bytes.
    assertAsExpected(right, "right");
    assertThat(computed(left) + computed(right)).isEqualTo(19);
  }

  // A shell that starts something in the background may have it ignore SIGINT, and what that
  // starts.
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }
}
