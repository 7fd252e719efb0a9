package dev.w2s.store;

import dev.w2s.problem.CancelledException;
import dev.w2s.problem.IoFailure;
import dev.w2s.store.RunState.Phase;
import dev.w2s.store.internal.BeatFile;
import dev.w2s.store.internal.RunFiles;
import dev.w2s.study.StepKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a run of a study leaves in the store while it goes on, for whoever watches: that its
/// process is alive, which step it is at, and how far. It is written by a thread of its own, so
/// that it costs the work nothing; where it cannot be written, the work goes on.
public final class RunJournal implements AutoCloseable {
  private static final Duration TICK = Duration.ofSeconds(1);

  /// A long step shows itself more rarely: its file has some hundred lines an hour.
  private static final int LINES_OF_ITS_TIME = 300;

  private static final long RAREST_MILLIS = 10_000;

  private final Path folder;
  private final Function<StepKey, Path> work;
  private final RunOrigin origin;
  private final Instant begun = Instant.now();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(RunJournal::daemon);
  private volatile @Nullable Current current;
  private volatile boolean stopRequested;
  private boolean started;

  private RunJournal(Path folder, Function<StepKey, Path> work, RunOrigin origin) {
    this.folder = folder;
    this.work = work;
    this.origin = origin;
  }

  /// The step at hand, and how far it is: written by the thread that works, read by the clock.
  private static final class Current {
    private final StepKey key;
    private final long begun = System.currentTimeMillis();
    private volatile StepBeat last = new StepBeat(begun, 0, 0, "");
    private long written;

    Current(StepKey key) {
      this.key = key;
    }
  }

  static RunJournal of(Path folder, Function<StepKey, Path> work, RunOrigin origin) {
    return new RunJournal(folder, work, origin);
  }

  /// Does the work of the run, and tells how it ended. A run that has nothing to compute never
  /// [#start]s, and leaves no trace.
  public void during(Runnable work) {
    try (this) {
      work.run();
      ended(Phase.FINISHED, "");
    } catch (CancelledException stopped) {
      ended(Phase.STOPPED, "");
      throw stopped;
    } catch (RuntimeException | Error failure) {
      ended(Phase.FAILED, String.valueOf(failure.getMessage()));
      throw failure;
    }
  }

  /// The run begins to compute.
  public void start() {
    try {
      RunFiles.clearStop(folder);
      RunFiles.write(folder, origin, begun, Phase.RUNNING, "");
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
    started = true;
    var _ =
        clock.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// A step begins, under its claim.
  public void begin(StepKey key) {
    try {
      BeatFile.begin(work.apply(key));
    } catch (IOException e) {
      throw IoFailure.of(e, work.apply(key));
    }
    current = new Current(key);
  }

  /// So much of it is done; returns at once.
  public void progress(long done, long of, String detail) {
    Current step = current;
    if (step != null) {
      step.last = new StepBeat(System.currentTimeMillis(), done, of, detail);
    }
  }

  /// No step is at hand any more.
  public void end() {
    current = null;
  }

  /// Whether somebody asked the run to stop, by [Store#requestStop].
  public boolean stopRequested() {
    return stopRequested;
  }

  private void ended(Phase phase, String message) {
    close();
    if (started) {
      try {
        RunFiles.write(folder, origin, begun, phase, message);
        RunFiles.clearStop(folder);
      } catch (IOException e) {
        throw IoFailure.of(e, folder);
      }
    }
  }

  /// Ends the clock. A run that did not say how it ended is as one whose process died.
  @Override
  public void close() {
    clock.shutdownNow();
  }

  // A failure is not told: who watches sees a run that shows itself no more, and the run's own
  // files tell of a full disk soon enough.
  private void tick() {
    try {
      stopRequested = stopRequested || RunFiles.isStopRequested(folder);
      RunFiles.touch(folder);
      Current step = current;
      if (step != null) {
        write(step);
      }
    } catch (IOException notWritten) {
      return;
    }
  }

  private void write(Current step) throws IOException {
    long now = System.currentTimeMillis();
    long every = Math.min(RAREST_MILLIS, (now - step.begun) / LINES_OF_ITS_TIME);
    if (now - step.written >= every) {
      StepBeat last = step.last;
      BeatFile.append(
          work.apply(step.key), new StepBeat(now, last.done(), last.of(), last.detail()));
      step.written = now;
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "journal");
    thread.setDaemon(true);
    return thread;
  }
}
