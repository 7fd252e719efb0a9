package dev.w2s.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `w2s pretrain`.
@Command(
    name = "pretrain",
    description = "Trains small language models from fresh weights.",
    subcommands = PretrainChessCommand.class)
final class PretrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  Main main() {
    return main;
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what is to be learnt: w2s pretrain chess");
  }
}
