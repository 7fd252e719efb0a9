package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.w2s.data.BuiltInTasks;
import dev.w2s.data.TaskCatalogue;
import dev.w2s.hub.Hub;
import dev.w2s.hub.HubProgress;
import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From whole data sets to a report, with models and rows so few that nothing is learnt: every task
/// that comes with the program, where `W2S_DATA_DIR` names a folder of its data; what is not there
/// is skipped.
class TaskStudiesTest {
  @TempDir static Path folder;

  static Stream<String> tasks() {
    return TaskCatalogue.names().stream().filter(name -> BuiltInTasks.named(name).isEmpty());
  }

  @BeforeAll
  static void write() throws IOException {
    TinyModel.write(folder.resolve("encoder"), 7);
    BytesDecoder.write(folder.resolve("decoder"));
  }

  private static Path data() {
    String data = System.getenv("W2S_DATA_DIR");
    return data == null || !Files.isDirectory(Path.of(data))
        ? abort("skipped: W2S_DATA_DIR names no folder of data sets")
        : Path.of(data);
  }

  private static boolean isWritten(String task, Path data) {
    try {
      return TaskCatalogue.named(task, Optional.of(data), Hub.ofEnvironment(HubProgress.SILENT))
          .orElseThrow()
          .reading()
          .answer()
          .isWritten();
    } catch (BadInputException e) {
      if (e.getMessage().contains("there is no such file")) {
        return abort("skipped: " + data + " holds no records of task " + task);
      }
      throw e;
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void runsToItsEnd(String task) throws IOException {
    Path data = data();
    String model = isWritten(task, data) ? "decoder" : "encoder";
    Path study =
        Files.writeString(
            folder.resolve(task + ".yaml"),
            """
            study: %s
            task: %s
            rows: {train: 80, validation: 0, test: 40}
            models: {weak: 'file:%s', strong: 'file:%s'}
            training: {epochs: 1, batch: 8, learning-rate: 1e-3, max-tokens: 32}
            methods: [naive]
            seeds: 1
            """
                .formatted(task, task, model, model));
    Path out = folder.resolve("out").resolve(task);

    Program.Ended ended =
        Program.run(
            "run",
            study,
            "--data-dir",
            data,
            "--store",
            folder.resolve("store"),
            "--out",
            out,
            "--threads",
            1);

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).as(ended.out()).isZero();
    JsonNode results = JsonMapper.shared().readTree(out.resolve("results.json"));
    assertThat(results.at("/students/0/accuracy/rows").asInt()).isEqualTo(40);
    assertThat(out.resolve("report.html")).content().contains(task);
  }
}
