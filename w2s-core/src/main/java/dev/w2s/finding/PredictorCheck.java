package dev.w2s.finding;

import dev.w2s.finding.Analyses.GainPredictor;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.RankCorrelation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// Whether a number that needs no gold labels foretold what came of several studies.
///
/// @param predictor which number
/// @param correlation its rank correlation with what it foretells, over all methods of all studies
///   that have it, grouped by task; empty where there is nothing to correlate
public record PredictorCheck(Predictor predictor, Optional<RankCorrelation> correlation) {
  public PredictorCheck {
    Objects.requireNonNull(predictor, "predictor");
    Objects.requireNonNull(correlation, "correlation");
  }

  /// What is foretold, in accuracy.
  public enum Outcome {
    /// Student above weak labels.
    GAIN,
    /// Ceiling above student.
    SHORTFALL
  }

  /// A number that may foretell an outcome.
  public enum Predictor {
    /// Share of rows on which student and weak labels name the same class: less should gain more.
    AGREEMENT(Outcome.GAIN, false),
    /// Half the squared distance of their probabilities: more should gain more.
    MISFIT(Outcome.GAIN, true),
    /// Divergence of the weak labels from the student: more should gain more.
    DIVERGENCE(Outcome.GAIN, true),
    /// How much of what the supervisor's representation misses the student's could learn: more
    /// should fall further short.
    BOUND(Outcome.SHORTFALL, true);

    private final Outcome outcome;
    private final boolean rising;

    Predictor(Outcome outcome, boolean rising) {
      this.outcome = outcome;
      this.rising = rising;
    }

    /// What it foretells.
    public Outcome outcome() {
      return outcome;
    }

    /// Whether more of it should come with more of the outcome, else with less.
    public boolean rising() {
      return rising;
    }
  }

  /// One student of one study.
  ///
  /// @param study its study
  /// @param student what it gained
  /// @param predictor what foretells that
  public record Case(Findings study, StudentFinding student, GainPredictor predictor) {
    /// The value of a predictor; empty where its study has none.
    public OptionalDouble value(Predictor of) {
      return switch (of) {
        case AGREEMENT -> OptionalDouble.of(student.agreement().value());
        case MISFIT -> OptionalDouble.of(predictor.misfit().value());
        case DIVERGENCE -> OptionalDouble.of(predictor.divergence().value());
        case BOUND ->
            study.analyses().bound().stream().mapToDouble(Analyses.Bound::value).findFirst();
      };
    }

    /// What came of it.
    public double value(Outcome of) {
      return switch (of) {
        case GAIN -> student.gain().value();
        case SHORTFALL -> study.ceiling().value() - student.accuracy().value();
      };
    }
  }

  /// Every student of every study.
  public static List<Case> cases(List<Findings> studies) {
    return studies.stream()
        .flatMap(study -> study.analyses().predictors().stream().map(of -> found(study, of)))
        .toList();
  }

  private static Case found(Findings study, GainPredictor predictor) {
    return new Case(study, Overview.student(study, predictor.method()).orElseThrow(), predictor);
  }

  static List<PredictorCheck> all(List<Findings> studies) {
    List<Case> cases = cases(studies);
    return Arrays.stream(Predictor.values()).flatMap(of -> check(of, cases).stream()).toList();
  }

  /// Empty where no study has the number.
  private static Optional<PredictorCheck> check(Predictor of, List<Case> all) {
    List<Case> cases = all.stream().filter(one -> one.value(of).isPresent()).toList();
    if (cases.isEmpty()) {
      return Optional.empty();
    }
    List<String> tasks =
        cases.stream().map(one -> one.study().plan().study().task().name()).toList();
    return Optional.of(
        new PredictorCheck(
            of,
            RankCorrelation.of(
                numbers(cases, one -> one.value(of).orElseThrow()),
                numbers(cases, one -> one.value(of.outcome())),
                tasks)));
  }

  private static double[] numbers(List<Case> cases, ToDoubleFunction<Case> of) {
    return cases.stream().mapToDouble(of).toArray();
  }
}
