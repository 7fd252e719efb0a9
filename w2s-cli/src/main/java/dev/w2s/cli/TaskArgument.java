package dev.w2s.cli;

import dev.w2s.data.Source;
import dev.w2s.data.Task;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Which task.
final class TaskArgument {
  @Mixin private ViewOptions viewOptions;
  @Mixin private TaskOptions taskOptions;

  @Parameters(paramLabel = "TASK", description = "A task of w2s tasks, or a task file.")
  private String name;

  /// @param err where downloads are shown
  Task read(PrintWriter err) {
    return taskOptions.find(name, viewOptions.hub(err));
  }

  /// The task's name, what it asks and of what.
  static String title(Task task) {
    return "%s, version %d: %s%nlicence: %s%nsource:  %s%n"
        .formatted(
            task.name(),
            task.version(),
            task.description(),
            task.licence(),
            source(task.train().getFirst()));
  }

  private static String source(Source source) {
    return switch (source) {
      case Source.File file -> file.path().toString();
      case Source.Hub hub -> hub.address().at(hub.commit()).toString();
      case Source.WordNet wordNet -> "WordNet 3.1, Maven Central";
    };
  }
}
