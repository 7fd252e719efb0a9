package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.hub.Hub;
import dev.w2s.hub.HubProgress;
import dev.w2s.hub.HubServer;
import dev.w2s.hub.HubSettings;
import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tasks whose records are on the hub.
class HubSourceTest {
  private static final String REPOSITORY = "datasets/org/data";

  @TempDir Path folder;

  private final HubServer server =
      new HubServer()
          .large(REPOSITORY, "data/train-0.jsonl", rows("a", "b"))
          .large(REPOSITORY, "data/train-1.jsonl", rows("c", "d"))
          .large(
              REPOSITORY,
              "data/test.csv",
              "text,label\ne,no\nf,yes\n".getBytes(StandardCharsets.UTF_8))
          .small(REPOSITORY, "README.md", "About");

  @AfterEach
  void close() {
    server.close();
  }

  private static byte[] rows(String no, String yes) {
    return """
    {"text": "%s", "label": "no"}
    {"text": "%s", "label": "yes"}
    """
        .formatted(no, yes)
        .getBytes(StandardCharsets.UTF_8);
  }

  private Task task(String train, String more) throws IOException {
    Path file = folder.resolve("task.yaml");
    Files.writeString(
        file,
        """
        task: hub
        classes: [no, yes]
        train: "%s"
        text: "{text}"
        label: label
        %s
        """
            .formatted(train, more));
    HubSettings settings =
        new HubSettings(
            server.endpoint(),
            folder.resolve("cache"),
            Optional.empty(),
            false,
            Duration.ofSeconds(5),
            Duration.ofMillis(5));
    return TaskFile.read(file, new Hub(settings, HubProgress.SILENT));
  }

  @Test
  void shardsAreReadInTheOrderOfTheirNames() throws IOException {
    Task task =
        task(
            "hf:datasets/org/data!/data/train-*.jsonl",
            "test: hf:datasets/org/data!/data/test.csv");
    Examples examples = ExampleReader.read(task);
    assertThat(examples.train())
        .extracting(Example::id)
        .containsExactly(
            "org/data/data/train-0.jsonl:1",
            "org/data/data/train-0.jsonl:2",
            "org/data/data/train-1.jsonl:1",
            "org/data/data/train-1.jsonl:2");
    assertThat(examples.test()).hasSize(2);
    assertThat(server.requests()).noneMatch(request -> request.contains("README"));
  }

  @Test
  void sourceIsPinnedToItsCommit() throws IOException {
    Task task = task("hf:datasets/org/data@v1.0!/data/train-0.jsonl", "");
    assertThat(task.train())
        .singleElement()
        .isInstanceOfSatisfying(
            Source.Hub.class,
            source -> {
              assertThat(source.commit()).isEqualTo(HubServer.COMMIT);
              assertThat(source.address())
                  .hasToString("hf:datasets/org/data@v1.0!/data/train-0.jsonl");
            });
    assertThat(Fingerprints.of(task.train().getFirst()))
        .isEqualTo(HubServer.hex("SHA-256", rows("a", "b")));
  }

  @ParameterizedTest
  @CsvSource({
    "hf:org/data,names no files of a data set",
    "hf:datasets/org/data,names no files of a data set",
    "hf:datasets/org/data!/data/train-2.jsonl,did you mean 'data/train-0.jsonl'?",
    "hf:datasets/org/data!/valid*,it has data/test.csv",
    "hf:datasets/org/data!/[a,is no pattern",
    "hf:datasets/org/data!/README.md,no reader for the ending of README.md",
    "hf:datasets/org/none!/a.csv,there is no public repository"
  })
  void mistakeIsToldWithItsLine(String train, String message) {
    assertThatThrownBy(() -> task(train, ""))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("task.yaml:")
        .hasMessageContaining(message)
        .extracting(e -> String.valueOf(e.getMessage()).lines().count())
        .isEqualTo(1L);
  }

  @Test
  void nothingIsFetchedForATaskThatIsWrongOtherwise() {
    assertThatThrownBy(() -> task("hf:datasets/org/data!/data/train-0.jsonl", "grup: x"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("grup");
  }
}
