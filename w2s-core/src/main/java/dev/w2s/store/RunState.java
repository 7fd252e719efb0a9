package dev.w2s.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// How the latest run of a study is.
///
/// @param origin who runs it
/// @param started when
/// @param phase how far it came, as its process says
/// @param message why it failed; empty otherwise
/// @param beat when its process last showed that it is alive
/// @param stopping whether it was asked to stop
public record RunState(
    RunOrigin origin,
    Instant started,
    Phase phase,
    String message,
    Instant beat,
    boolean stopping) {
  /// A process that has not shown itself for so long is dead.
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  public RunState {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(started, "started");
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(beat, "beat");
  }

  /// How far a run came.
  public enum Phase {
    RUNNING,
    /// All steps have a result.
    FINISHED,
    /// The user ended it.
    STOPPED,
    FAILED
  }

  /// Whether its process computes.
  public boolean isAlive(Instant now) {
    return phase == Phase.RUNNING && beat.plus(PATIENCE).isAfter(now);
  }
}
