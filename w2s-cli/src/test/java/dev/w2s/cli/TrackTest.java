package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackTest {
  private static final List<String> SMALL = List.of("methods: [naive]", "seeds: 1");

  @TempDir Path temp;

  @Test
  void trackersAreToldAndNoneStopsTheStudy() throws IOException {
    TinyStudy tiny = TinyStudy.in(temp);
    Path plain = study(tiny, "plain");
    // Nobody listens at the port that stands for none.
    Path tracked =
        study(
            tiny,
            "tracked",
            "track: [metrics, tensorboard, {mlflow: 'http://127.0.0.1:1/mlflow'}]");

    Program.Ended first = run(tiny, plain);
    Program.Ended second = run(tiny, tracked);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out())
        .as("trackers are part of no key")
        .startsWith("all 8 steps are in the store");
    assertThat(second.err())
        .isEqualTo(
            "w2s: warning: MLflow at http://127.0.0.1:1/mlflow: this server does not answer; "
                + "the study goes on, and this run tries it no more\n");
    assertThat(tiny.file("tracked-out/metrics.jsonl"))
        .content()
        .contains("\"title\":\"seed 0: ceiling\",\"metrics\":{\"learning-rate\"", "\"accuracy\"");
    try (Stream<Path> runs = Files.list(tiny.file("tracked-out/tensorboard"))) {
      assertThat(runs.map(run -> run.getFileName().toString()))
          .contains("seed-0-student-naive", "seed-0-test-ceiling");
    }
    assertThat(tiny.file("plain-out/metrics.jsonl")).doesNotExist();
    assertThat(Program.run("explain", tracked).out())
        .contains("track: [metrics, tensorboard, {mlflow: \"http://127.0.0.1:1/mlflow\"}]");
  }

  @Test
  void unknownTrackerIsRefusedWithItsPlace() throws IOException {
    TinyStudy tiny = TinyStudy.in(temp);
    assertThat(run(tiny, study(tiny, "wrong", "track: wandb")).err())
        .contains(
            "wrong.yaml:8:8", "track must name tensorboard, metrics or mlflow but was 'wandb'");
    assertThat(run(tiny, study(tiny, "away", "track: {mlflow: 'localhost:5000'}")).err())
        .contains("away.yaml:8:17", "such as http://localhost:5000");
  }

  private static Path study(TinyStudy tiny, String name, String... lines) throws IOException {
    return tiny.study(name, Stream.concat(SMALL.stream(), Stream.of(lines)).toArray(String[]::new));
  }

  private static Program.Ended run(TinyStudy tiny, Path study) {
    String name = study.getFileName().toString().replace(".yaml", "-out");
    return Program.run(
        "run", study, "--store", tiny.file("store"), "--out", tiny.file(name), "--plain");
  }
}
