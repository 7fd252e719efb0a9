package dev.w2s.cli;

import java.util.Locale;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/// The program: `w2s COMMAND`.
@Command(
    name = "w2s",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = "Weak-to-strong generalization on the JVM.",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 bad input, 130 interrupted (143 by SIGTERM).",
      "",
      "Completion of commands and options in bash and zsh:",
      "  source <(w2s generate-completion)"
    },
    subcommands = {
      RunCommand.class,
      ShowCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      PowerCommand.class,
      QueryCommand.class,
      ServeCommand.class,
      ElicitCommand.class,
      ExportCommand.class,
      PredictCommand.class,
      PretrainCommand.class,
      ExplainCommand.class,
      ModelsCommand.class,
      TasksCommand.class,
      MethodsCommand.class,
      VersionCommand.class,
      ClasspathCommand.class,
      GenerateCompletion.class
    })
public final class Main {
  private final Interruption interruption = new Interruption();

  private Main() {}

  /// Runs one command and exits with its code.
  public static void main(String[] args) {
    // Numbers look the same everywhere, as in the files.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    Main program = new Main();
    int code = execute(commandLine(program), args);
    program.interruption.over();
    System.exit(code);
  }

  /// What ends a command before its time.
  Interruption interruption() {
    return interruption;
  }

  static CommandLine commandLine() {
    return commandLine(new Main());
  }

  private static CommandLine commandLine(Main program) {
    Failures failures = new Failures();
    CommandLine commandLine = new CommandLine(program);
    addHelp(commandLine);
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  /// Gives every command below one its help, where it has none.
  private static void addHelp(CommandLine commandLine) {
    for (CommandLine command : commandLine.getSubcommands().values()) {
      if (command.getCommandSpec().findOption("--help") == null) {
        command
            .getCommandSpec()
            .addOption(
                OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Show this help message and exit.")
                    .build());
      }
      addHelp(command);
    }
  }

  // Errors pass by the handlers above: a native library that does not load, memory that is used up.
  private static int execute(CommandLine commandLine, String[] args) {
    try {
      return commandLine.execute(args);
    } catch (Error error) {
      return Failures.unexpected(error, commandLine.getErr());
    }
  }
}
