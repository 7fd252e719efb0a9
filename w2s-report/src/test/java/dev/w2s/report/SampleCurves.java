package dev.w2s.report;

import static dev.w2s.report.Samples.estimate;

import dev.w2s.finding.Findings.Role;
import dev.w2s.finding.TrainingCurve;
import dev.w2s.finding.TrainingCurve.Point;
import dev.w2s.finding.TrainingCurve.State;
import dev.w2s.measure.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Curves as trainings give them.
final class SampleCurves {
  private static final int POINTS = 10;

  private SampleCurves() {}

  /// From the first point over the sixth to the last.
  static TrainingCurve of(Role role, String method, double first, double middle, double last) {
    double[] way =
        IntStream.range(0, POINTS)
            .mapToDouble(p ->
                p < 6 ? first + (middle - first) * p / 5 : middle + (last - middle) * (p - 5) / 4)
            .toArray();
    List<Point> points =
        IntStream.range(0, POINTS)
            .mapToObj(p ->
                new Point((p + 1.0) / POINTS, near(way[p]), agreement(role, p), pgr(role, way[p])))
            .toList();
    double best = Math.max(middle, last);
    return new TrainingCurve(
        role,
        method,
        points,
        state(role, best > last ? .6 : 1, best),
        role == Role.WEAK ? Optional.empty() : Optional.of(state(role, .9, way[POINTS - 2])),
        state(role, 1, last),
        estimate(best - last, best - last - .011, best - last + .012),
        role == Role.WEAK
            ? Optional.empty()
            : Optional.of(estimate(way[POINTS - 2] - last, -.021, .023)));
  }

  private static State state(Role role, double trained, double accuracy) {
    return new State(trained, near(accuracy), pgr(role, accuracy));
  }

  private static Estimate near(double value) {
    return estimate(value, value - .0121, value + .0133);
  }

  private static Optional<Estimate> agreement(Role role, int point) {
    double value = .65 + .025 * point;
    return role == Role.WEAK
        ? Optional.empty()
        : Optional.of(estimate(value, value - .0211, value + .0243));
  }

  private static Optional<Estimate> pgr(Role role, double accuracy) {
    double value = (accuracy - .7012) / .1421;
    return role == Role.STUDENT
        ? Optional.of(estimate(value, value - .1134, value + .1252))
        : Optional.empty();
  }
}
