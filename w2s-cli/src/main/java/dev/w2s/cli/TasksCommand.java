package dev.w2s.cli;

import dev.w2s.data.BuiltInTasks;
import dev.w2s.data.Example;
import dev.w2s.data.ExampleReader;
import dev.w2s.data.Examples;
import dev.w2s.data.Task;
import dev.w2s.hub.Hub;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `w2s tasks`.
@Command(name = "tasks", description = "Lists the built-in tasks, or shows examples of one task.")
final class TasksCommand implements Callable<Integer> {
  private static final int SHOWN = 5;

  @Spec private CommandSpec spec;
  @Mixin private ViewOptions viewOptions;
  @Mixin private TaskOptions taskOptions;

  @Parameters(
      paramLabel = "TASK",
      arity = "0..1",
      description = "A built-in task or a task file, to see what it makes of its records.")
  private @Nullable String task;

  @Override
  public Integer call() {
    if (task == null) {
      list(spec.commandLine().getOut());
    } else {
      Hub hub = viewOptions.hub(spec.commandLine().getErr());
      show(taskOptions.find(task, hub), spec.commandLine().getOut());
    }
    return CommandLine.ExitCode.OK;
  }

  private static void list(PrintWriter out) {
    Columns columns = Columns.of("name", "classes", "what is asked");
    for (Task builtIn : BuiltInTasks.all()) {
      columns.row(
          builtIn.name(), Integer.toString(builtIn.classes().size()), builtIn.description());
    }
    columns.print(out);
  }

  private static void show(Task task, PrintWriter out) {
    Examples examples = ExampleReader.read(task);
    out.printf("%s, version %d: %s%n", task.name(), task.version(), task.description());
    out.printf("licence: %s%n", task.licence());
    out.printf(
        "rows: %,d to train on, %,d of its own to test on%n%n",
        examples.train().size(), examples.test().size());
    Columns columns = Columns.of("class", "rows to train on");
    for (int c = 0; c < examples.classes().size(); c++) {
      int label = c;
      long rows = examples.train().stream().filter(row -> row.label() == label).count();
      columns.row(examples.classes().get(c), "%,d".formatted(rows));
    }
    columns.print(out);
    spread(examples).forEach(row -> print(row, examples, out));
    out.flush();
  }

  // From all over the data, since neighbours are often alike.
  private static Stream<Example> spread(Examples examples) {
    int size = examples.train().size();
    int shown = Math.min(SHOWN, size);
    return IntStream.range(0, shown)
        .mapToObj(i -> examples.train().get((int) ((2L * i + 1) * size / (2L * shown))));
  }

  private static void print(Example row, Examples examples, PrintWriter out) {
    out.printf("%n%s (%s, group %s)%n", examples.classes().get(row.label()), row.id(), row.group());
    row.texts().forEach(text -> out.println("  " + text));
  }
}
