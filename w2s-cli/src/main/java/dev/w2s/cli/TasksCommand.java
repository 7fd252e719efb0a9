package dev.w2s.cli;

import dev.w2s.data.TaskCatalogue;
import dev.w2s.data.TaskEntry;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `w2s tasks`.
@Command(
    name = "tasks",
    description = "Lists the tasks that a study can name.",
    subcommands = {TaskShowCommand.class, TaskCheckCommand.class, TaskLabelsCommand.class})
final class TasksCommand implements Callable<Integer> {
  private static final int LICENCE = 16;
  private static final int SOURCE = 28;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Columns columns = Columns.of("name", "classes", "train", "test", "licence", "source");
    for (TaskEntry task : TaskCatalogue.entries()) {
      columns.row(
          task.name(),
          task.classes().size() + (task.balance() ? "" : "*"),
          number(task.size().train()),
          number(task.size().test()),
          brief(task.licence()),
          Paragraph.line(task.source(), SOURCE));
    }
    columns.print(spec.commandLine().getOut());
    spec.commandLine()
        .getOut()
        .printf(
            "%n* classes as frequent as they are in training; balanced without it, and in tests%n"
                + "train, test: records as published, - where that is not known%n"
                + "w2s tasks show NAME says what is asked, and prints examples; check NAME looks at all rows%n");
    spec.commandLine().getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  private static String number(Optional<Integer> n) {
    return n.map("%,d"::formatted).orElse("-");
  }

  // What stands in brackets is for those who ask for the task.
  private static String brief(String licence) {
    return Paragraph.line(licence.replaceAll(" \\(.*|,.*", ""), LICENCE);
  }
}
