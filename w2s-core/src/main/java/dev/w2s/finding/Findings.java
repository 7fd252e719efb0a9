package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.data.WrittenAnswer;
import dev.w2s.measure.Calibration;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.McNemar;
import dev.w2s.measure.Recovery;
import dev.w2s.study.Plan;
import dev.w2s.study.StepKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/// What a finished study says.
///
/// @param plan of the study
/// @param weak accuracy of the weak labels on the test rows
/// @param ceiling accuracy of the ceiling
/// @param gap ceiling - weak, paired
/// @param students one for each method, in the study's order
/// @param seeds the single repetitions
/// @param calibrations of the weak labels, the students in the study's order, and the ceiling
/// @param comparisons every pair of methods; empty where there is one
/// @param ledger every time a model was scored on the test rows
/// @param analyses what the predictions show beyond these numbers
/// @param notes what a reader must know: an oracle was used, few seeds, a collapsed ceiling
/// @param further the same on each further test set of the study, by its name, in the study's order
public record Findings(
    Plan plan,
    Estimate weak,
    Estimate ceiling,
    Estimate gap,
    List<StudentFinding> students,
    List<SeedFinding> seeds,
    List<RoleCalibration> calibrations,
    List<MethodComparison> comparisons,
    List<Evaluation> ledger,
    Analyses analyses,
    List<String> notes,
    SequencedMap<String, Findings> further) {
  public Findings {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(weak, "weak");
    Objects.requireNonNull(ceiling, "ceiling");
    Objects.requireNonNull(gap, "gap");
    students = List.copyOf(students);
    seeds = List.copyOf(seeds);
    calibrations = List.copyOf(calibrations);
    comparisons = List.copyOf(comparisons);
    ledger = List.copyOf(ledger);
    Objects.requireNonNull(analyses, "analyses");
    notes = List.copyOf(notes);
    further = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(further));
  }

  /// How often a model, or a state of one, was scored on the test rows.
  public int testEvaluations() {
    return ledger.stream().mapToInt(Evaluation::states).sum();
  }

  /// Scores a study's kept predictions on the test rows, with the intervals of
  /// [dev.w2s.measure.Bootstrap#STANDARD].
  ///
  /// @param plan of the study
  /// @param predictions what an evaluation step kept; asked for the steps of [Plan#runs] alone
  /// @param test the rows every model was scored on, with their gold labels
  /// @throws dev.w2s.problem.BadInputException where a file of weak labels holds no test row
  /// @throws dev.w2s.problem.FailedException where a kept result is damaged: a row is missing or
  ///   there twice, or holds what is no probability
  public static Findings of(
      Plan plan, Function<StepKey, List<Prediction>> predictions, List<Example> test) {
    return of(plan, predictions, test, new LinkedHashMap<>());
  }

  /// The same, and on further test sets, of a study that asks for no states of its trainings,
  /// searches no learning rate and holds no representations to each other.
  ///
  /// @param further their rows, by the names that the plan has them under
  public static Findings of(
      Plan plan,
      Function<StepKey, List<Prediction>> predictions,
      List<Example> test,
      SequencedMap<String, List<Example>> further) {
    return of(plan, KeptAnswers.of(predictions), test, further);
  }

  /// The same, with all that the study's steps kept.
  ///
  /// @param kept asked for the steps of the plan
  public static Findings of(
      Plan plan,
      KeptAnswers kept,
      List<Example> test,
      SequencedMap<String, List<Example>> further) {
    return new FindingsReader(plan, kept, test, further, true).read();
  }

  /// The same with answers to read, where the task's answers are written.
  ///
  /// @param answers what an evaluation step wrote; asked for the steps of the first seed alone
  /// @param test the rows every model was scored on
  /// @throws dev.w2s.problem.FailedException where a kept result lacks a row
  public Findings withWritten(Function<StepKey, List<WrittenAnswer>> answers, List<Example> test) {
    return new Findings(
        plan,
        weak,
        ceiling,
        gap,
        students,
        seeds,
        calibrations,
        comparisons,
        ledger,
        analyses.withWritten(WrittenRows.of(plan, answers, test)),
        notes,
        further);
  }

  /// One method.
  ///
  /// @param method its name in the study
  /// @param accuracy of its students on the test rows
  /// @param gain student - weak, paired
  /// @param agreement share of test rows where student and weak labels name the same class
  /// @param agreementWhereRight the same of the rows where the weak labels are right; empty where
  ///   these may be none
  /// @param agreementWhereWrong the same of the rows where they are wrong: errors that were learned
  /// @param recovery PGR, or why there is none
  public record StudentFinding(
      String method,
      Estimate accuracy,
      Estimate gain,
      Estimate agreement,
      Optional<Estimate> agreementWhereRight,
      Optional<Estimate> agreementWhereWrong,
      Recovery recovery) {}

  /// Whether one role is right as often as it says.
  ///
  /// @param role whose answers
  /// @param method of a student; empty for the others
  public record RoleCalibration(Role role, String method, Calibration calibration) {}

  /// Who answers the test rows.
  public enum Role {
    /// The weak labels.
    WEAK,
    /// A student.
    STUDENT,
    /// The ceiling.
    CEILING
  }

  /// Two methods of a study.
  ///
  /// @param first the method that comes later in the study
  /// @param second the one that comes before it
  /// @param difference accuracy of the first less that of the second, paired by seed and row
  /// @param p of the difference, by the same bootstrap over seeds and rows, of two sides
  /// @param holm p adjusted for all comparisons of the study
  /// @param mcNemar exact test over rows alone: of these trained models, not of other seeds
  public record MethodComparison(
      String first, String second, Estimate difference, double p, double holm, McNemar mcNemar) {}

  /// One step that looked at the test rows.
  ///
  /// @param step the evaluation, or a training that kept its states
  /// @param of the training, or the file of labels, that answered
  /// @param title for people
  /// @param examples the step that made the rows
  /// @param rows test rows of the study; a file of labels may answer fewer
  /// @param states how many states of the model were scored: one, but for a training's curve
  public record Evaluation(
      StepKey step, StepKey of, String title, StepKey examples, int rows, int states) {}

  /// One seed: accuracies of weak labels, ceiling and students (in the order of the methods).
  public record SeedFinding(long seed, double weak, double ceiling, List<Double> students) {
    public SeedFinding {
      students = List.copyOf(students);
    }
  }
}
