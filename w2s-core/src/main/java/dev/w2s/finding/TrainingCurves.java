package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.finding.Findings.Role;
import dev.w2s.finding.TrainingCurve.Point;
import dev.w2s.finding.TrainingCurve.State;
import dev.w2s.measure.Bootstrap;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Outcomes;
import dev.w2s.measure.Pgr;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import dev.w2s.measure.Resamples;
import dev.w2s.study.Plan;
import dev.w2s.study.Plan.SeedRun;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Scores the kept states of a study's trainings.
final class TrainingCurves {
  // Points are many and their intervals are for the eye.
  private static final Bootstrap OF_POINTS =
      new Bootstrap(1_000, Bootstrap.STANDARD.seed(), Bootstrap.STANDARD.level());

  private final Plan plan;
  private final KeptAnswers kept;
  private final List<Example> rows;
  private final int[] gold;
  private final Answers weakAnswers;
  private final Outcomes weak;
  private final Outcomes ceiling;
  private final Map<StepKey, Step> steps = new HashMap<>();

  /// @param rows the test rows that all roles are scored on
  /// @param weakAnswers of the weak labels, to them
  /// @param ceiling of the ceiling that the study reports
  TrainingCurves(
      Plan plan, KeptAnswers kept, List<Example> rows, Answers weakAnswers, Outcomes ceiling) {
    this.plan = plan;
    this.kept = kept;
    this.rows = rows;
    this.gold = rows.stream().mapToInt(Example::label).toArray();
    this.weakAnswers = weakAnswers;
    this.weak = Outcomes.of(weakAnswers.labels(), gold);
    this.ceiling = ceiling;
    plan.steps().forEach(step -> steps.put(step.key(), step.step()));
  }

  /// Of the weak labels' model, the students in the study's order, and the ceiling; those that keep
  /// no states are left out.
  List<TrainingCurve> all() {
    List<TrainingCurve> all = new ArrayList<>();
    curve(Role.WEAK, "", SeedRun::weak).ifPresent(all::add);
    for (int m = 0; m < plan.study().methods().size(); m++) {
      int index = m;
      curve(Role.STUDENT, plan.study().methods().get(m).name(), run -> run.students().get(index))
          .ifPresent(all::add);
    }
    curve(Role.CEILING, "", SeedRun::ceiling).ifPresent(all::add);
    return all;
  }

  private Optional<TrainingCurve> curve(
      Role role, String method, Function<SeedRun, StepKey> evaluation) {
    List<StateReader> seeds =
        plan.runs().stream().map(evaluation).flatMap(key -> states(key).stream()).toList();
    return seeds.size() < plan.runs().size()
        ? Optional.empty()
        : Optional.of(new OneRole(role, seeds).curve(method));
  }

  private Optional<StateReader> states(StepKey evaluation) {
    return steps.get(evaluation) instanceof Step.Evaluate(StepKey of, _, _, _)
            && steps.get(of) instanceof Step.Finetune training
            && training.states() > 0
        ? Optional.of(new StateReader(of, training, kept))
        : Optional.empty();
  }

  private final class OneRole {
    private final Role role;
    private final List<StateReader> seeds;
    private final int points;
    private final List<List<int[]>> labels; // [seeds][points][rows]

    OneRole(Role role, List<StateReader> seeds) {
      this.role = role;
      this.seeds = seeds;
      points = seeds.getFirst().points();
      labels = seeds.stream().map(seed -> seed.labels(rows)).toList();
    }

    TrainingCurve curve(String method) {
      int[] best = IntStream.range(0, seeds.size()).map(this::mostAccurate).toArray();
      Optional<int[]> stopped = stopped();
      int[] last = IntStream.range(0, seeds.size()).map(_ -> points - 1).toArray();
      Outcomes ofBest = right(best);
      Outcomes ofLast = right(last);
      Optional<Outcomes> ofStopped = stopped.map(this::right);
      Resamples resamples =
          Bootstrap.STANDARD.of(
              Stream.concat(Stream.of(weak, ceiling, ofBest, ofLast), ofStopped.stream()).toList());
      return new TrainingCurve(
          role,
          method,
          points(),
          state(best, ofBest, resamples),
          stopped.map(at -> state(at, ofStopped.orElseThrow(), resamples)),
          state(last, ofLast, resamples),
          resamples.difference(ofBest, ofLast),
          ofStopped.map(of -> resamples.difference(of, ofLast)));
    }

    private List<Point> points() {
      List<Outcomes> right =
          IntStream.range(0, points).mapToObj(point -> right(everywhere(point))).toList();
      List<Outcomes> same =
          IntStream.range(0, points)
              .mapToObj(
                  point -> Outcomes.agreement(labels(everywhere(point)), weakAnswers.labels()))
              .toList();
      List<Outcomes> together = new ArrayList<>(List.of(weak, ceiling));
      together.addAll(right);
      together.addAll(same);
      Resamples resamples = OF_POINTS.of(together);
      return IntStream.range(0, points)
          .mapToObj(point ->
              new Point(
                  trained(everywhere(point)),
                  resamples.accuracy(right.get(point)),
                  role == Role.WEAK
                      ? Optional.empty()
                      : Optional.of(resamples.accuracy(same.get(point))),
                  pgr(right.get(point), resamples)))
          .toList();
    }

    private State state(int[] at, Outcomes right, Resamples resamples) {
      return new State(trained(at), resamples.accuracy(right), pgr(right, resamples));
    }

    private Optional<Estimate> pgr(Outcomes right, Resamples resamples) {
      if (role != Role.STUDENT) {
        return Optional.empty();
      }
      return switch (Pgr.of(resamples, weak, right, ceiling, plan.study().task().guesses())) {
        case Recovered(Estimate pgr) -> Optional.of(pgr);
        case NoGap _ -> Optional.empty();
      };
    }

    private int mostAccurate(int seed) {
      int best = 0;
      double most = -1;
      for (int point = 0; point < points; point++) {
        double accuracy = Outcomes.of(List.of(labels.get(seed).get(point)), gold).accuracy();
        best = accuracy > most ? point : best;
        most = Math.max(accuracy, most);
      }
      return best;
    }

    /// The point of each seed that weak labels would have stopped at; empty where a seed has none.
    private Optional<int[]> stopped() {
      List<Integer> at = seeds.stream().flatMap(seed -> seed.stopped().stream()).toList();
      return at.size() < seeds.size()
          ? Optional.empty()
          : Optional.of(at.stream().mapToInt(point -> point).toArray());
    }

    private int[] everywhere(int point) {
      return seeds.stream().mapToInt(_ -> point).toArray();
    }

    private double trained(int[] at) {
      return IntStream.range(0, at.length)
          .mapToDouble(seed -> seeds.get(seed).trained(at[seed]))
          .average()
          .orElseThrow();
    }

    private Outcomes right(int[] at) {
      return Outcomes.of(labels(at), gold);
    }

    /// The classes named at a point of each seed.
    private List<int[]> labels(int[] at) {
      return IntStream.range(0, at.length)
          .mapToObj(seed -> labels.get(seed).get(at[seed]))
          .toList();
    }
  }
}
