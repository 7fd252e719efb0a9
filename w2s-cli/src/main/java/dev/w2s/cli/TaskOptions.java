package dev.w2s.cli;

import dev.w2s.data.BuiltInTasks;
import dev.w2s.data.Task;
import dev.w2s.data.TaskFile;
import dev.w2s.hub.Hub;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Suggestion;
import dev.w2s.study.StudyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where tasks come from.
final class TaskOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the data files that a task file names lie; its own folder by default.")
  private @Nullable Path dataDir;

  /// The task of a file.
  ///
  /// @param hub where data sets come from that it names
  Task read(Path file, Hub hub) {
    return dataDir == null ? TaskFile.read(file, hub) : TaskFile.read(file, dataDir, hub);
  }

  /// A study, with its task.
  ///
  /// @param hub where data sets come from that a task names
  StudyFile study(Path file, Hub hub) {
    return StudyFile.read(file, builtIn(), path -> read(path, hub));
  }

  /// A built-in task, or else the task of a file.
  Task find(String name, Hub hub) {
    Map<String, Task> builtIn = builtIn();
    Task task = builtIn.get(name);
    if (task != null) {
      return task;
    }
    if (!Files.exists(Path.of(name))) {
      throw new BadInputException(
          "there is no task '%s', neither built in nor as a file; %s"
              .formatted(name, Suggestion.of(name, builtIn.keySet().stream().sorted().toList())));
    }
    return read(Path.of(name), hub);
  }

  static Map<String, Task> builtIn() {
    return BuiltInTasks.all().stream().collect(Collectors.toMap(Task::name, Function.identity()));
  }
}
