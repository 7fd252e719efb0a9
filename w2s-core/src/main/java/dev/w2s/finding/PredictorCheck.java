package dev.w2s.finding;

import dev.w2s.finding.Analyses.GainPredictor;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.RankCorrelation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Whether a number that needs no gold labels foretold the gains of several studies.
///
/// @param predictor which number
/// @param correlation its rank correlation with the gains in accuracy, over all methods of all
///   studies, grouped by task; empty where there is nothing to correlate
public record PredictorCheck(Predictor predictor, Optional<RankCorrelation> correlation) {
  public PredictorCheck {
    Objects.requireNonNull(predictor, "predictor");
    Objects.requireNonNull(correlation, "correlation");
  }

  /// A number that may foretell a gain.
  public enum Predictor {
    /// Share of rows on which student and weak labels name the same class: less should gain more.
    AGREEMENT,
    /// Half the squared distance of their probabilities: more should gain more.
    MISFIT,
    /// Divergence of the weak labels from the student: more should gain more.
    DIVERGENCE
  }

  /// One student of one study.
  ///
  /// @param study its study
  /// @param student what it gained
  /// @param predictor what foretells that
  public record Case(Findings study, StudentFinding student, GainPredictor predictor) {
    /// The value of a predictor.
    public double value(Predictor of) {
      return switch (of) {
        case AGREEMENT -> student.agreement().value();
        case MISFIT -> predictor.misfit().value();
        case DIVERGENCE -> predictor.divergence().value();
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
    List<String> tasks =
        cases.stream().map(one -> one.study().plan().study().task().name()).toList();
    double[] gains = numbers(cases, one -> one.student().gain().value());
    return Arrays.stream(Predictor.values())
        .map(of ->
            new PredictorCheck(
                of, RankCorrelation.of(numbers(cases, one -> one.value(of)), gains, tasks)))
        .toList();
  }

  private static double[] numbers(List<Case> cases, ToDoubleFunction<Case> of) {
    return cases.stream().mapToDouble(of).toArray();
  }
}
