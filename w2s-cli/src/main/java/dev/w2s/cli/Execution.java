package dev.w2s.cli;

import dev.w2s.model.Models;
import dev.w2s.run.EngineRunner;
import dev.w2s.run.Executor;
import dev.w2s.run.Forecast;
import dev.w2s.run.Kept;
import dev.w2s.run.RunListener;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.StepKey;
import dev.w2s.tensor.Device;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/// The steps of a plan carried out, with how far they are on the screen.
///
/// @param command whose output is the screen
/// @param interruption what ends it before its time
/// @param checkpointEvery time from one checkpoint of a training to the next
record Execution(
    CommandLine command,
    Interruption interruption,
    ViewOptions viewOptions,
    Models models,
    Store store,
    Kept kept,
    int threads,
    Device device,
    Duration checkpointEvery) {
  /// Returns when every step has a result.
  ///
  /// @param wanted trainings whose weights are to be in the store then
  void run(Plan plan, Forecast forecast, Set<StepKey> wanted) {
    run(plan, forecast, wanted, UnaryOperator.identity(), () -> false);
  }

  /// The same.
  ///
  /// @param heard what is told of the run, given the screen's view, which it has to tell too
  /// @param stopped asked, beside the user, whether to stop
  void run(
      Plan plan,
      Forecast forecast,
      Set<StepKey> wanted,
      UnaryOperator<RunListener> heard,
      BooleanSupplier stopped) {
    String hub = Provenance.hub(plan, models);
    PrintWriter screen = command.getOut();
    try (RunView view = new RunView(screen, forecast, viewOptions.stepViews(screen));
        Interruption.Listening interrupted = interruption.listen(command.getErr())) {
      BooleanSupplier cancelled = () -> interrupted.getAsBoolean() || stopped.getAsBoolean();
      new Executor(
              store,
              new EngineRunner(plan, models, kept, threads, device, checkpointEvery, cancelled),
              () -> Provenance.now(threads, hub),
              heard.apply(view),
              cancelled)
          .run(plan, wanted);
    }
  }
}
