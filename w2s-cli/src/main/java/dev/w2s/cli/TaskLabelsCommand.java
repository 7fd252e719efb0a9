package dev.w2s.cli;

import dev.w2s.data.ExampleReader;
import dev.w2s.data.Examples;
import dev.w2s.data.Task;
import dev.w2s.data.WeakLabelFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `w2s tasks labels`.
@Command(
    name = "labels",
    description = {
      "Writes the labels of another field of a task's records: weak labels that came with the data.",
      "A study takes the file as its supervisor: weak: {labels: FILE}."
    })
final class TaskLabelsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TaskArgument argument;

  @Option(
      names = "--field",
      required = true,
      paramLabel = "FIELD",
      description = "The field; its values mean the classes that the task's own label field has.")
  private String field;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write, a row for each example: {\"id\": ..., \"label\": ...}.")
  private Path out;

  @Override
  public Integer call() {
    Task task = argument.read(spec.commandLine().getErr());
    Examples labels = ExampleReader.read(task.labelledBy(field));
    WeakLabelFile.write(out, labels);
    spec.commandLine()
        .getOut()
        .printf(
            "%,d labels of field %s written to %s%n",
            labels.train().size() + labels.test().size(), field, out);
    spec.commandLine().getOut().flush();
    return CommandLine.ExitCode.OK;
  }
}
