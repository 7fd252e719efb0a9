package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Files that are labelled by processes that are killed, against one that nothing happened to.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends signals")
class KilledPredictTest {
  private static final int ROWS = 3000;
  private static final int CHUNK = 20;
  private static final int KILLS = 3;

  @TempDir static Path folder;
  private static Path model;
  private static Path input;
  private static Path expected;

  @BeforeAll
  static void labelUndisturbed() throws IOException, InterruptedException {
    TinyStudy tiny = TinyStudy.in(folder);
    model = folder.resolve("student");
    Program.Ended exported =
        Program.run(
            "export",
            tiny.study("killed", "methods: [naive]", "seeds: 1"),
            "--store",
            tiny.file("store"),
            "--out",
            model,
            "--threads",
            1);
    assertThat(exported.code()).as(exported.err()).isZero();
    input = Files.write(folder.resolve("rows.jsonl"), TinyStudy.rows(ROWS));
    expected = folder.resolve("undisturbed.jsonl");
    Program.Ended ended = start(expected).end();
    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(Files.readAllLines(expected)).hasSize(ROWS);
  }

  private static Program.Started start(Path out, Object... more) throws IOException {
    List<Object> arguments =
        new ArrayList<>(
            List.of("predict", model, input, "--out", out, "--id", "id", "--threads", 1));
    arguments.addAll(List.of("--chunk", CHUNK));
    arguments.addAll(List.of(more));
    return Program.start(folder.resolve("log"), arguments.toArray());
  }

  private static Path part(Path out) {
    return out.resolveSibling(out.getFileName() + ".part");
  }

  private static int chunks(Path out) throws IOException {
    if (!Files.isDirectory(part(out))) {
      return 0;
    }
    try (Stream<Path> files = Files.list(part(out))) {
      return (int) files.filter(file -> file.getFileName().toString().startsWith("chunk-")).count();
    }
  }

  /// Starts a run and waits until it has finished so many chunks more.
  private static Program.Started startedUntil(Path out, int more)
      throws IOException, InterruptedException {
    int before = chunks(out);
    Program.Started run = start(out);
    while (run.process().isAlive() && chunks(out) < before + more) {
      Thread.sleep(2);
    }
    return run;
  }

  @Test
  void killedAtAnyMomentEndsInTheSameBytes() throws IOException, InterruptedException {
    Path out = folder.resolve("killed.jsonl");
    Random random = new Random(5);
    for (int kill = 0; kill < KILLS; kill++) {
      Program.Started run = startedUntil(out, 1 + random.nextInt(30));
      run.process().waitFor(random.nextLong(20), TimeUnit.MILLISECONDS);
      run.process().destroyForcibly().waitFor();
      assertThat(out).doesNotExist();
    }
    int finished = chunks(out);
    assertThat(finished).isBetween(KILLS, ROWS / CHUNK);

    Program.Ended ended = start(out).end();

    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(out).hasSameBinaryContentAs(expected);
    assertThat(part(out)).doesNotExist();
  }

  @Test
  void finishedChunksAreTakenAndDamagedOnesMadeAgain() throws IOException, InterruptedException {
    Path out = folder.resolve("damaged.jsonl");
    startedUntil(out, 5).process().destroyForcibly().waitFor();
    Path first = part(out).resolve("chunk-000000");
    Path third = part(out).resolve("chunk-000002");
    Object untouched = Files.getLastModifiedTime(first);
    Files.writeString(third, Files.readString(third).replaceFirst("row-4", "row-5"));

    assertThat(start(out, "--text", "a {text}").end().out())
        .contains("damaged.jsonl.part", "other settings", "delete it to begin anew");
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(untouched);
    Program.Ended ended = start(out).end();

    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(out).hasSameBinaryContentAs(expected);
  }

  @Test
  void killedBehindTheLastMoveOnlyTidiesUp() throws IOException, InterruptedException {
    Path out = folder.resolve("moved.jsonl");
    startedUntil(out, 1).process().destroyForcibly().waitFor();
    Files.copy(expected, out);

    Program.Ended ended = start(out).end();

    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(out).hasSameBinaryContentAs(expected);
    assertThat(part(out)).doesNotExist();
  }

  @Test
  void interruptedRunSaysSoAndGoesOnLater() throws IOException, InterruptedException {
    Path out = folder.resolve("interrupted.jsonl");
    Program.Started run = startedUntil(out, 2);
    run.signal("TERM");

    Program.Ended ended = run.end();

    assertThat(ended.code()).isEqualTo(143);
    assertThat(ended.out())
        .contains("interrupted; what was finished is kept, the same command goes on from here");
    assertThat(start(out).end().code()).isZero();
    assertThat(out).hasSameBinaryContentAs(expected);
  }

  @Test
  void secondProcessOnOneOutputIsRefused() throws IOException, InterruptedException {
    Path out = folder.resolve("shared.jsonl");
    Program.Started first = startedUntil(out, 1);

    Program.Ended second =
        Program.run("predict", model, input, "--out", out, "--id", "id", "--threads", 1);

    first.process().destroyForcibly().waitFor();
    assertThat(second.code()).isEqualTo(2);
    assertThat(second.err()).contains("another process works on it");
  }
}
