package dev.w2s.finding;

import dev.w2s.finding.Findings.Role;
import dev.w2s.measure.Estimate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a role says on its way through training, and what it costs to go to the end (arXiv
/// 2312.09390, section 5.1.1). Weak labels and ceiling that PGR is taken between are those that the
/// study reports.
///
/// @param role whose trainings
/// @param method of a student; empty for the others
/// @param points from the first to the end
/// @param best for each seed the state most accurate on the test rows themselves: an oracle, and
///   flattered by its choice
/// @param stopped for each seed the state that agrees most with the labels it is trained on, over
///   the validation rows, the first of equals; empty where there are no such rows
/// @param last the end of training
/// @param lost accuracy of the best state - that of the last
/// @param won accuracy of the state stopped at - that of the last
public record TrainingCurve(
    Role role,
    String method,
    List<Point> points,
    State best,
    Optional<State> stopped,
    State last,
    Estimate lost,
    Optional<Estimate> won) {
  public TrainingCurve {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(best, "best");
    Objects.requireNonNull(stopped, "stopped");
    Objects.requireNonNull(last, "last");
    Objects.requireNonNull(lost, "lost");
    Objects.requireNonNull(won, "won");
    points = List.copyOf(points);
  }

  /// The same point of every seed's training.
  ///
  /// @param trained share of the training's steps that were done, mean over the seeds
  /// @param accuracy on the test rows
  /// @param agreement share of test rows where the state and the weak labels name the same class;
  ///   empty for the supervisor, whose labels they are
  /// @param pgr of a student; empty for the others, and where there is no gap to recover
  public record Point(
      double trained, Estimate accuracy, Optional<Estimate> agreement, Optional<Estimate> pgr) {}

  /// One state of every seed's training.
  ///
  /// @param trained share of the training's steps that were done, mean over the seeds
  /// @param accuracy on the test rows
  /// @param pgr of a student; empty for the others, and where there is no gap to recover
  public record State(double trained, Estimate accuracy, Optional<Estimate> pgr) {}
}
