package dev.w2s.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.study.StepKey;
import dev.w2s.study.Tracker;
import dev.w2s.track.TrackedStep.Point;
import dev.w2s.track.internal.MetricsFile;
import dev.w2s.track.internal.MlflowServer;
import dev.w2s.track.internal.TensorBoardFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StepTrackersTest {
  private static final Instant FINISHED = Instant.ofEpochSecond(1_000);

  @TempDir Path temp;

  @Test
  void stepsOfATrainingAreSpreadOverItsTime() {
    TrackedStep step = training(4);
    assertThat(step.curve().stream().map(step::time))
        .containsExactly(
            FINISHED.minusSeconds(30),
            FINISHED.minusSeconds(20),
            FINISHED.minusSeconds(10),
            FINISHED);
  }

  @Test
  void metricsAreALineForEachPointAndForTheFacts() throws IOException {
    Path file = temp.resolve("out/metrics.jsonl");
    for (int run = 0; run < 2; run++) {
      StepTracker tracker = new MetricsFile(file, "mine");
      tracker.track(training(1));
      tracker.track(evaluation());
    }
    String trained =
        "{\"study\":\"mine\",\"key\":\"%s\",\"kind\":\"finetune\",\"title\":\"seed 0: student (naive)\",\"metrics\":{"
            .formatted("a".repeat(64));
    assertThat(Files.readAllLines(file))
        .as("a second run writes it anew")
        .containsExactly(
            trained + "\"loss\":1.0,\"rows\":8.0},\"step\":1}",
            trained + "\"loss\":1.0}}",
            "{\"study\":\"mine\",\"key\":\"%s\",\"kind\":\"evaluate\",\"title\":\"seed 0: test\",\"metrics\":{\"accuracy\":0.5}}"
                .formatted("b".repeat(64)));
  }

  @Test
  void tensorBoardHasARunForEachStep() throws IOException {
    StepTracker tracker = new TensorBoardFolder(temp);
    tracker.track(training(3));
    tracker.track(training(3));
    tracker.track(evaluation());

    assertThat(files())
        .containsExactly(
            "seed-0-student-naive/events.out.tfevents.1000.aaaaaaaaaaaa",
            "seed-0-test/events.out.tfevents.1000.bbbbbbbbbbbb");
  }

  @Test
  void mlflowHasARunForEachStepAndNoneTwice() throws IOException {
    try (MlflowStandIn server = new MlflowStandIn()) {
      for (int run = 0; run < 2; run++) {
        StepTracker tracker =
            new MlflowServer(URI.create(server.address() + "/"), "secret", "mine");
        tracker.track(training(600));
        tracker.track(evaluation());
      }

      assertThat(server.experiment).isEqualTo("mine");
      assertThat(server.token).isEqualTo("Bearer secret");
      assertThat(server.runs).hasSize(2);
      MlflowStandIn.Run training = server.runs.getFirst();
      assertThat(training.metrics()).hasSize(600 * 2 + 1);
      assertThat(training.metrics().getFirst().toString())
          .isEqualTo("{\"key\":\"loss\",\"value\":1.0,\"timestamp\":960066,\"step\":1}");
      assertThat(training.info().get("run_name").asString()).isEqualTo("seed 0: student (naive)");
      assertThat(training.info().get("status").asString()).isEqualTo("FINISHED");
      assertThat(training.info().get("tags").valueStream().map(JsonNode::toString))
          .contains("{\"key\":\"w2s.device\",\"value\":\"cpu\"}");
    }
  }

  @Test
  void serverThatIsDownOrRefusesIsOneWarning() throws IOException {
    String address;
    try (MlflowStandIn server = new MlflowStandIn()) {
      address = server.address();
      server.refusesWith = 403;
      assertThatThrownBy(() -> mlflow(address).track(evaluation()))
          .hasMessage("MLflow at " + address + ": this server refuses with status 403");
    }
    assertThatThrownBy(() -> mlflow(address).track(evaluation()))
        .hasMessage("MLflow at " + address + ": this server does not answer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost:5000", "ftp://host/", "http://", "http://a b", "file:runs"})
  void addressOfNoServerIsRefused(String address) {
    assertThatThrownBy(() -> Tracker.mlflow(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://localhost:5000, but was '" + address + "'");
  }

  private static MlflowServer mlflow(String address) {
    return new MlflowServer(URI.create(address), "", "mine");
  }

  private static TrackedStep training(int points) {
    List<Point> curve =
        LongStream.rangeClosed(1, points)
            .mapToObj(n -> new Point(n, new TreeMap<>(Map.of("loss", 1.0 / n, "rows", 8.0 * n))))
            .toList();
    return new TrackedStep(
        new StepKey("a".repeat(64)),
        "finetune",
        "seed 0: student (naive)",
        curve,
        Map.of("loss", 1.0),
        Map.of("device", "cpu"),
        FINISHED,
        Duration.ofSeconds(40));
  }

  private static TrackedStep evaluation() {
    return new TrackedStep(
        new StepKey("b".repeat(64)),
        "evaluate",
        "seed 0: test",
        List.of(),
        Map.of("accuracy", 0.5),
        Map.of(),
        FINISHED,
        Duration.ofSeconds(1));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      return all.filter(Files::isRegularFile)
          .map(file -> temp.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
