package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Recovery;
import dev.w2s.study.Plan;
import dev.w2s.study.StepKey;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// What a finished study says.
///
/// @param plan of the study
/// @param weak accuracy of the weak labels on the test rows
/// @param ceiling accuracy of the ceiling
/// @param gap ceiling - weak, paired
/// @param students one for each method, in the study's order
/// @param seeds the single repetitions
/// @param testEvaluations how often a model was scored on the test rows
/// @param notes what a reader must know: an oracle was used, few seeds, a collapsed ceiling
public record Findings(
    Plan plan,
    Estimate weak,
    Estimate ceiling,
    Estimate gap,
    List<StudentFinding> students,
    List<SeedFinding> seeds,
    int testEvaluations,
    List<String> notes) {
  public Findings {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(weak, "weak");
    Objects.requireNonNull(ceiling, "ceiling");
    Objects.requireNonNull(gap, "gap");
    students = List.copyOf(students);
    seeds = List.copyOf(seeds);
    notes = List.copyOf(notes);
  }

  /// Scores a study's kept predictions on the test rows, with the intervals of
  /// [dev.w2s.measure.Bootstrap#STANDARD].
  ///
  /// @param plan of the study
  /// @param predictions what an evaluation step kept; asked for the steps of [Plan#runs] alone
  /// @param test the rows every model was scored on, with their gold labels
  /// @throws dev.w2s.problem.BadInputException where a file of weak labels holds no test row
  /// @throws dev.w2s.problem.FailedException where a kept result is damaged: a row is missing or
  ///   there twice
  public static Findings of(
      Plan plan, Function<StepKey, List<Prediction>> predictions, List<Example> test) {
    return new FindingsReader(plan, predictions, test).read();
  }

  /// One method.
  ///
  /// @param method its name in the study
  /// @param accuracy of its students on the test rows
  /// @param gain student - weak, paired
  /// @param agreement share of test rows where student and weak labels name the same class
  /// @param recovery PGR, or why there is none
  public record StudentFinding(
      String method, Estimate accuracy, Estimate gain, Estimate agreement, Recovery recovery) {}

  /// One seed: accuracies of weak labels, ceiling and students (in the order of the methods).
  public record SeedFinding(long seed, double weak, double ceiling, List<Double> students) {
    public SeedFinding {
      students = List.copyOf(students);
    }
  }
}
