package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.w2s.data.TaskCheck.SetCheck;
import dev.w2s.hub.Hub;
import dev.w2s.hub.HubProgress;
import dev.w2s.problem.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The task files that come with the program over whole data sets, where `W2S_DATA_DIR` names a
/// folder of them; what is not there is skipped.
class DataFolderTest {
  // Sets are not without faults, but more than this would be a fault of the task file.
  private static final double FAULTS = 0.2;

  static Stream<String> files() {
    return TaskCatalogueTest.files();
  }

  private static Task task(String name) {
    String folder = System.getenv("W2S_DATA_DIR");
    if (folder == null || !Files.isDirectory(Path.of(folder))) {
      return abort("skipped: W2S_DATA_DIR names no folder of data sets");
    }
    try {
      Hub hub = Hub.ofEnvironment(HubProgress.SILENT);
      return TaskCatalogue.named(name, Optional.of(Path.of(folder)), hub).orElseThrow();
    } catch (BadInputException e) {
      if (e.getMessage().contains("there is no such file")) {
        return abort("skipped: " + folder + " holds no records of task " + name);
      }
      throw e;
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void wholeSetsBecomeExamples(String name) {
    Task task = task(name);
    TaskCheck check = TaskCheck.of(ExampleReader.read(task));
    for (SetCheck set : check.sets()) {
      assertThat(set.byClass()).as(set.name()).noneMatch(rows -> rows == 0);
      assertThat(set.duplicates() + set.conflicts())
          .as(set.name())
          .isLessThanOrEqualTo((int) (FAULTS * set.rows()));
    }
    assertThat(check.sharedTexts()).isLessThan((int) (FAULTS * check.sets().getFirst().rows()));
  }
}
