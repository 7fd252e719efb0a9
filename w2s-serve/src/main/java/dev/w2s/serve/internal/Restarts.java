package dev.w2s.serve.internal;

import dev.w2s.problem.IoFailure;
import dev.w2s.serve.RunLauncher;
import dev.w2s.store.RunOrigin;
import dev.w2s.store.RunState;
import dev.w2s.store.RunState.Phase;
import dev.w2s.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Goes on with runs that ended before their end, by the command that they were started with, as
/// processes that outlive the server.
///
/// A store may be shared, and a run's journal says what is started: so a run is gone on with only
/// where the server's own user wrote that journal, on this machine. A request names a study and
/// nothing else.
public final class Restarts {
  private static final String RUN = "run";

  private final Store store;
  private final Optional<RunLauncher> launcher;
  private final Map<String, Process> started = new ConcurrentHashMap<>();

  /// @param launcher empty where nothing is to be started
  public Restarts(Store store, Optional<RunLauncher> launcher) {
    this.store = store;
    this.launcher = launcher;
  }

  /// Whether a study can be gone on with.
  boolean offers(String study) {
    return launcher.isPresent() && !isStarting(study) && origin(study).isPresent();
  }

  /// What became of the last attempt: empty where there was none, or its run shows itself.
  String word(String study) {
    Process process = started.get(study);
    if (process == null || isShown(study, process)) {
      return "";
    }
    return process.isAlive() ? "starting" : "did not start: " + lastLine(store.runLog(study));
  }

  /// Starts the study's run again.
  ///
  /// @return whether it was; false where it cannot be gone on with
  synchronized boolean start(String study) {
    Optional<RunOrigin> origin = origin(study);
    if (!offers(study) || origin.isEmpty()) {
      return false;
    }
    RunOrigin from = origin.get();
    ProcessBuilder builder =
        new ProcessBuilder(launcher.orElseThrow().command(from.arguments()))
            .directory(Path.of(from.folder()).toFile())
            .redirectErrorStream(true)
            .redirectOutput(store.runLog(study).toFile());
    // The run names its store itself, or took it from an environment that is gone.
    builder.environment().put("W2S_STORE", store.root().toAbsolutePath().toString());
    try {
      started.put(study, builder.start());
      return true;
    } catch (IOException e) {
      throw IoFailure.of(e, Path.of(from.folder()));
    }
  }

  private Optional<RunOrigin> origin(String study) {
    return store
        .run(study)
        .filter(Restarts::hasEndedEarly)
        .map(RunState::origin)
        .filter(origin -> origin.host().equals(RunOrigin.hostName()))
        .filter(origin -> origin.arguments().stream().findFirst().filter(RUN::equals).isPresent())
        .filter(_ -> store.isOwnRun(study))
        .filter(origin -> Files.isDirectory(Path.of(origin.folder())));
  }

  private static boolean hasEndedEarly(RunState run) {
    return run.phase() != Phase.FINISHED && !run.isAlive(Instant.now());
  }

  private boolean isStarting(String study) {
    Process process = started.get(study);
    return process != null && process.isAlive();
  }

  /// Whether the journal is that of the process that was started.
  private boolean isShown(String study, Process process) {
    return store.run(study).filter(run -> run.origin().pid() == process.pid()).isPresent();
  }

  private static String lastLine(Path log) {
    try {
      return Files.readString(log, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .reduce((_, line) -> line)
          .orElse("it said nothing");
    } catch (IOException e) {
      return "what it said cannot be read";
    }
  }
}
