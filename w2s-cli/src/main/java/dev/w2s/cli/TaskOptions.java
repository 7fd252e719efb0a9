package dev.w2s.cli;

import dev.w2s.data.Task;
import dev.w2s.data.TaskCatalogue;
import dev.w2s.data.TaskFile;
import dev.w2s.hub.Hub;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Suggestion;
import dev.w2s.study.StudyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where tasks come from.
final class TaskOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = {
        "The folder of all data sets. Tasks that come with the program are read from it, not from the hub;",
        "paths in a task file start at it, not at the file's own folder."
      })
  private @Nullable Path dataDir;

  /// The task of a file.
  ///
  /// @param hub where data sets come from that it names
  Task read(Path file, Hub hub) {
    return dataDir == null ? TaskFile.read(file, hub) : TaskFile.read(file, folder(dataDir), hub);
  }

  /// The studies of a file, each with its task.
  ///
  /// @param hub where data sets come from that a task names
  List<StudyFile> studies(Path file, Hub hub) {
    return StudyFile.readAll(file, named(hub), path -> read(path, hub));
  }

  /// A task that comes with the program, or else the task of a file.
  Task find(String name, Hub hub) {
    return named(name, hub).orElseGet(() -> read(existing(name), hub));
  }

  /// The tasks that come with the program, each read when it is asked for.
  Map<String, Supplier<Task>> named(Hub hub) {
    Map<String, Supplier<Task>> tasks = new LinkedHashMap<>();
    for (String name : TaskCatalogue.names()) {
      tasks.put(name, () -> named(name, hub).orElseThrow());
    }
    return tasks;
  }

  private Optional<Task> named(String name, Hub hub) {
    return TaskCatalogue.named(name, Optional.ofNullable(dataDir).map(TaskOptions::folder), hub);
  }

  private static Path existing(String name) {
    if (!Files.exists(Path.of(name))) {
      List<String> names = TaskCatalogue.names().stream().sorted().toList();
      throw new BadInputException(
          "there is no task '%s', neither built in nor as a file; %s"
              .formatted(name, Suggestion.of(name, names)));
    }
    return Path.of(name);
  }

  private static Path folder(Path path) {
    if (!Files.isDirectory(path)) {
      throw new BadInputException("--data-dir names a folder, and " + path + " is none");
    }
    return path;
  }
}
