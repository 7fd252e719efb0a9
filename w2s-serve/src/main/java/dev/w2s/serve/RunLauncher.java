package dev.w2s.serve;

import java.util.List;

/// How this machine starts the program: what the page's "go on" does with what a run was started
/// by.
@FunctionalInterface
public interface RunLauncher {
  /// The command of a process that is given these arguments.
  ///
  /// @param arguments of the `w2s` command, from `run` on
  List<String> command(List<String> arguments);
}
