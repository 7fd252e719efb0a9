package dev.w2s.cli;

import dev.w2s.hub.Hub;
import dev.w2s.model.Fetching;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How progress is shown.
final class ViewOptions {
  private static final Duration LINE_EVERY = Duration.ofSeconds(10);

  @Option(
      names = "--plain",
      description =
          "Progress as plain lines, not as a bar; the default where there is no terminal.")
  private boolean plain;

  /// Shows how far a step is.
  StepView.Factory stepViews(PrintWriter out) {
    return bars() ? StepView.bars(System.err) : StepView.lines(out, LINE_EVERY);
  }

  /// Shows how far a download is.
  Fetching fetching(PrintWriter err) {
    return bars() ? new FetchView(System.err) : FetchView.lines(err);
  }

  /// The hub of the environment; shows how far its downloads are.
  Hub hub(PrintWriter err) {
    return Hub.ofEnvironment(fetching(err)::fetched);
  }

  /// Whether a person looks at the output.
  static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  private boolean bars() {
    return !plain && isTerminal();
  }
}
