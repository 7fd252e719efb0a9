package dev.w2s.track;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.problem.W2sException;
import dev.w2s.store.Store;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Study;
import dev.w2s.study.Tracker;
import dev.w2s.track.internal.MetricsFile;
import dev.w2s.track.internal.MlflowServer;
import dev.w2s.track.internal.TensorBoardFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// All trackers of one run of a study. None of them stops a study: what fails is told once, and not
/// tried again in this run.
public final class StepTrackers {
  private static final String LOCAL = "http://127.0.0.1:5000";

  private final Store store;
  private final List<StepTracker> trackers;
  private final Consumer<String> warnings;

  private StepTrackers(Store store, List<StepTracker> trackers, Consumer<String> warnings) {
    this.store = store;
    this.trackers = new ArrayList<>(trackers);
    this.warnings = warnings;
  }

  /// The trackers that a study names.
  ///
  /// @param store where results are
  /// @param folder where files go: `tensorboard/` and `metrics.jsonl`
  /// @param environment where `MLFLOW_TRACKING_URI` and `MLFLOW_TRACKING_TOKEN` are looked up
  /// @param warnings told what does not work
  /// @throws BadInputException where the environment names no server
  public static StepTrackers of(
      Study study,
      Store store,
      Path folder,
      Map<String, String> environment,
      Consumer<String> warnings) {
    List<StepTracker> trackers =
        study.trackers().stream()
            .map(tracker -> made(tracker, study, folder, environment))
            .toList();
    return new StepTrackers(store, trackers, warnings);
  }

  private static StepTracker made(
      Tracker tracker, Study study, Path folder, Map<String, String> environment) {
    return switch (tracker) {
      case Tracker.TensorBoard() -> new TensorBoardFolder(folder.resolve("tensorboard"));
      case Tracker.Metrics() -> new MetricsFile(folder.resolve("metrics.jsonl"), study.name());
      case Tracker.Mlflow(Optional<URI> server) ->
          new MlflowServer(
              server.orElseGet(() -> server(environment)),
              environment.getOrDefault("MLFLOW_TRACKING_TOKEN", ""),
              study.name());
    };
  }

  private static URI server(Map<String, String> environment) {
    try {
      return Tracker.mlflow(environment.getOrDefault("MLFLOW_TRACKING_URI", LOCAL))
          .server()
          .orElseThrow();
    } catch (IllegalArgumentException e) {
      throw new BadInputException(Problem.of("MLFLOW_TRACKING_URI: " + e.getMessage()));
    }
  }

  /// A step has a result; one that another process has just dropped is left out.
  public void track(PlannedStep step) {
    if (!trackers.isEmpty()) {
      store
          .find(step.key())
          .ifPresent(result -> {
            TrackedStep tracked = TrackedStep.of(step, result);
            trackers.removeIf(tracker -> !told(tracker, tracked));
          });
    }
  }

  private boolean told(StepTracker tracker, TrackedStep step) {
    try {
      tracker.track(step);
      return true;
    } catch (W2sException e) {
      warnings.accept(e.getMessage() + "; the study goes on, and this run tries it no more");
      return false;
    }
  }
}
