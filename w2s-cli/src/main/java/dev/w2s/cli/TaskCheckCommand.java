package dev.w2s.cli;

import dev.w2s.data.ExampleReader;
import dev.w2s.data.Task;
import dev.w2s.data.TaskCheck;
import dev.w2s.data.TaskCheck.SetCheck;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `w2s tasks check`.
@Command(
    name = "check",
    description =
        "Reads all records of a task and tells what they hold: classes, groups, duplicates, overlap, lengths.")
final class TaskCheckCommand implements Callable<Integer> {
  private static final int WIDTH = 98;
  private static final int LINES = 5;
  private static final int WITH_SHARES = 4;

  @Spec private CommandSpec spec;
  @Mixin private TaskArgument argument;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Task task = argument.read(spec.commandLine().getErr());
    TaskCheck check = TaskCheck.of(ExampleReader.read(task));
    out.printf("%s%n", TaskArgument.title(task));
    sets(check.sets()).print(out);
    out.println();
    classes(check).print(out);
    print(check, out);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static Columns sets(List<SetCheck> sets) {
    Columns columns =
        Columns.of(
            "set",
            "rows",
            "groups",
            "largest",
            "repeated",
            "conflicts",
            "median length",
            "95 %",
            "difficulty");
    for (SetCheck set : sets) {
      columns.row(
          set.name(),
          number(set.rows()),
          number(set.groups()),
          number(set.largestGroup()),
          number(set.duplicates()),
          number(set.conflicts()),
          number(set.median()),
          number(set.long95()),
          set.graded() ? "yes" : "no");
    }
    return columns;
  }

  private static Columns classes(TaskCheck check) {
    String[] header = new String[check.sets().size() + 1];
    header[0] = "class";
    for (int i = 1; i < header.length; i++) {
      header[i] = check.sets().get(i - 1).name();
    }
    Columns columns = Columns.of(header);
    for (int c = 0; c < check.classes().size(); c++) {
      String[] row = new String[header.length];
      row[0] = check.classes().get(c);
      for (int i = 1; i < row.length; i++) {
        row[i] = count(check.sets().get(i - 1), c, header.length <= WITH_SHARES);
      }
      columns.row(row);
    }
    return columns;
  }

  private static String count(SetCheck set, int c, boolean share) {
    int rows = set.byClass().get(c);
    String count = number(rows);
    return share ? "%s (%.1f %%)".formatted(count, 100.0 * rows / Math.max(1, set.rows())) : count;
  }

  private static void print(TaskCheck check, PrintWriter out) {
    out.printf(
        "%ngroups with training and test rows: %,d (their training rows are left out)%n",
        check.sharedGroups());
    check
        .findings()
        .forEach(finding -> {
          out.println();
          Paragraph.lines(finding, WIDTH, LINES).forEach(out::println);
        });
  }

  private static String number(int n) {
    return "%,d".formatted(n);
  }
}
