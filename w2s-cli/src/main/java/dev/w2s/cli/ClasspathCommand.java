package dev.w2s.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `w2s classpath`.
@Command(
    name = "classpath",
    description = "Prints the class path for programs of your own: java -cp \"$(w2s classpath)\".")
final class ClasspathCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter screen = spec.commandLine().getOut();
    screen.println(System.getProperty("java.class.path"));
    screen.flush();
    return CommandLine.ExitCode.OK;
  }
}
