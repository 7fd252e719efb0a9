package dev.w2s.cli;

import dev.w2s.data.Example;
import dev.w2s.data.ExampleReader;
import dev.w2s.data.Examples;
import dev.w2s.data.Reading;
import dev.w2s.data.Reference;
import dev.w2s.data.Task;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `w2s tasks show`.
@Command(name = "show", description = "Shows what a task makes of its records, by five examples.")
final class TaskShowCommand implements Callable<Integer> {
  private static final int SHOWN = 5;
  private static final int WIDTH = 96;
  private static final int LINES = 8;

  @Spec private CommandSpec spec;
  @Mixin private TaskArgument argument;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Task task = argument.read(spec.commandLine().getErr());
    Examples examples = ExampleReader.read(task);
    out.print(TaskArgument.title(task));
    out.printf(
        "rows: %,d to train on, %,d of its own to test on%n%n",
        examples.train().size(), examples.test().size());
    classes(examples).print(out);
    spread(examples).forEach(row -> print(row, task, out));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static Columns classes(Examples examples) {
    Columns columns = Columns.of("class", "rows to train on");
    for (int c = 0; c < examples.classes().size(); c++) {
      int label = c;
      long rows = examples.train().stream().filter(row -> row.label() == label).count();
      columns.row(examples.classes().get(c), "%,d".formatted(rows));
    }
    return columns;
  }

  // From all over the data, since neighbours are often alike.
  private static Stream<Example> spread(Examples examples) {
    int size = examples.train().size();
    int shown = Math.min(SHOWN, size);
    return IntStream.range(0, shown)
        .mapToObj(i -> examples.train().get((int) ((2L * i + 1) * size / (2L * shown))));
  }

  private static void print(Example row, Task task, PrintWriter out) {
    String label = row.reference().map(Reference::text).orElse(task.classes().get(row.label()));
    out.printf("%n%s (%s)%n", label, row.id());
    if (!row.group().equals(row.id())) {
      out.println("  group: " + Paragraph.line(row.group(), WIDTH - "group: ".length()));
    }
    row.difficulty().ifPresent(value -> out.println("  difficulty: " + value));
    for (int i = 0; i < row.texts().size(); i++) {
      String mark = row.texts().size() == 1 ? "" : (i + 1) + ": ";
      print(mark, lines(row.texts().get(i), WIDTH - mark.length(), task), out);
    }
  }

  // Two completions of one prompt differ at their end.
  private static List<String> lines(String text, int width, Task task) {
    return task.reading().answer() instanceof Reading.Answer.Comparison
        ? Paragraph.lastLines(text, width, LINES)
        : Paragraph.lines(text, width, LINES);
  }

  private static void print(String mark, List<String> lines, PrintWriter out) {
    String before = mark;
    for (String line : lines) {
      out.println(("  " + before + line).stripTrailing());
      before = " ".repeat(mark.length());
    }
  }
}
