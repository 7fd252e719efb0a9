package dev.w2s.cli;

import dev.w2s.study.Methods;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `w2s methods`.
@Command(name = "methods", description = "Lists the methods, with formula, source and settings.")
final class MethodsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Methods.all()
        .forEach((name, entry) -> {
          out.println(name);
          out.println("  " + entry.description());
          out.println("  formula:  " + entry.formula());
          out.println("  source:   " + entry.source());
          out.println(
              "  settings: "
                  + (entry.settings().isEmpty() ? "none" : String.join(", ", entry.settings())));
          out.println();
        });
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
