package dev.w2s.finding;

import dev.w2s.finding.Findings.MethodComparison;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.Holm;
import dev.w2s.measure.Median;
import dev.w2s.measure.Pooled;
import dev.w2s.measure.Pooled.TaskResult;
import dev.w2s.measure.Recovery;
import dev.w2s.measure.Recovery.NoGap;
import dev.w2s.measure.Recovery.Recovered;
import dev.w2s.measure.SignedRank;
import dev.w2s.study.Method;
import dev.w2s.study.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What several finished studies say together. A study counts once, whatever its rows and seeds.
///
/// @param name of the whole
/// @param studies in the order they are shown
/// @param pooled every method that all studies have, over all of them; then, where there are
///   several pairs of models and several tasks, over the studies of each pair
/// @param comparisons each of these methods against the first
/// @param predictors what foretells a gain without gold labels, held to the gains
public record Overview(
    String name,
    List<Findings> studies,
    List<PooledMethod> pooled,
    List<PooledComparison> comparisons,
    List<PredictorCheck> predictors) {
  public Overview {
    Objects.requireNonNull(name, "name");
    studies = List.copyOf(studies);
    pooled = List.copyOf(pooled);
    comparisons = List.copyOf(comparisons);
    predictors = List.copyOf(predictors);
  }

  /// Who teaches whom.
  ///
  /// @param weak where the weak labels come from, for people
  /// @param strong model of student and ceiling, for people
  public record ModelPair(String weak, String strong) {
    static ModelPair of(Findings findings) {
      Study study = findings.plan().study();
      return new ModelPair(study.weak().source(), study.strong().toString());
    }
  }

  /// One method over several studies.
  ///
  /// @param method its name
  /// @param pair of models that the studies share; empty where it is over all studies
  /// @param holm the p of its test, adjusted for all methods over the same studies
  public record PooledMethod(String method, Optional<ModelPair> pair, Pooled result, double holm) {}

  /// Two methods over all studies.
  ///
  /// @param first the method that comes later
  /// @param second the first method of the studies
  /// @param difference median of the differences in accuracy
  /// @param test whether the differences lie about 0
  /// @param holm the test's p, adjusted for all methods that are compared
  public record PooledComparison(
      String first, String second, Median difference, SignedRank test, double holm) {}

  /// Takes studies together.
  ///
  /// @param studies at least one
  public static Overview of(String name, List<Findings> studies) {
    List<String> methods = common(studies);
    return new Overview(
        name,
        studies,
        allPooled(studies, methods),
        compared(studies, methods),
        PredictorCheck.all(studies));
  }

  /// The pairs of models, each once.
  public List<ModelPair> pairs() {
    return studies.stream().map(ModelPair::of).distinct().toList();
  }

  /// The tasks' names, each once.
  public List<String> tasks() {
    return studies.stream().map(study -> study.plan().study().task().name()).distinct().toList();
  }

  /// The methods that any study has, each once, in the order of the studies.
  public List<String> methods() {
    return studies.stream().flatMap(Overview::methods).distinct().toList();
  }

  /// One method over all studies; empty where one of them has it not.
  ///
  /// @param studies at least one
  public static Optional<Pooled> pooled(List<Findings> studies, String method) {
    List<TaskResult> results = new ArrayList<>();
    for (Findings study : studies) {
      student(study, method).map(student -> result(study, student)).ifPresent(results::add);
    }
    return results.size() < studies.size() ? Optional.empty() : Optional.of(Pooled.of(results));
  }

  /// What one study says of a method; empty where it has it not.
  public static Optional<StudentFinding> student(Findings study, String method) {
    return study.students().stream().filter(of -> of.method().equals(method)).findFirst();
  }

  private static Stream<String> methods(Findings study) {
    return study.plan().study().methods().stream().map(Method::name);
  }

  private static List<String> common(List<Findings> studies) {
    return methods(studies.getFirst())
        .filter(name -> studies.stream().allMatch(study -> student(study, name).isPresent()))
        .toList();
  }

  private static List<PooledMethod> allPooled(List<Findings> studies, List<String> methods) {
    List<PooledMethod> all = new ArrayList<>(pooled(studies, methods, Optional.empty()));
    List<ModelPair> pairs = studies.stream().map(ModelPair::of).distinct().toList();
    if (pairs.size() > 1 && pairs.size() < studies.size()) {
      for (ModelPair pair : pairs) {
        List<Findings> own =
            studies.stream().filter(study -> ModelPair.of(study).equals(pair)).toList();
        all.addAll(pooled(own, methods, Optional.of(pair)));
      }
    }
    return all;
  }

  private static List<PooledMethod> pooled(
      List<Findings> studies, List<String> methods, Optional<ModelPair> pair) {
    List<Pooled> results =
        methods.stream().map(method -> pooled(studies, method).orElseThrow()).toList();
    double[] holm = Holm.adjust(results.stream().mapToDouble(of -> of.test().p()).toArray());
    return IntStream.range(0, holm.length)
        .mapToObj(m -> new PooledMethod(methods.get(m), pair, results.get(m), holm[m]))
        .toList();
  }

  private static TaskResult result(Findings study, StudentFinding student) {
    return new TaskResult(
        study.plan().study().name(), student.gain().value(), pgr(student.recovery()));
  }

  private static OptionalDouble pgr(Recovery recovery) {
    return switch (recovery) {
      case Recovered(var pgr) -> OptionalDouble.of(pgr.value());
      case NoGap _ -> OptionalDouble.empty();
    };
  }

  private static List<PooledComparison> compared(List<Findings> studies, List<String> methods) {
    List<PooledComparison> pairs =
        methods.stream().skip(1).map(m -> compared(studies, m, methods.getFirst())).toList();
    double[] holm = Holm.adjust(pairs.stream().mapToDouble(pair -> pair.test().p()).toArray());
    return IntStream.range(0, holm.length).mapToObj(i -> adjusted(pairs.get(i), holm[i])).toList();
  }

  private static PooledComparison compared(List<Findings> studies, String first, String second) {
    double[] differences =
        studies.stream().mapToDouble(study -> difference(study, first, second)).toArray();
    SignedRank test = SignedRank.of(differences);
    return new PooledComparison(first, second, Median.of(differences), test, test.p());
  }

  private static PooledComparison adjusted(PooledComparison pair, double holm) {
    return new PooledComparison(pair.first(), pair.second(), pair.difference(), pair.test(), holm);
  }

  /// Studies may have the two in another order than the first of them.
  private static double difference(Findings study, String first, String second) {
    for (MethodComparison pair : study.comparisons()) {
      if (pair.first().equals(first) && pair.second().equals(second)) {
        return pair.difference().value();
      }
      if (pair.first().equals(second) && pair.second().equals(first)) {
        return -pair.difference().value();
      }
    }
    throw new IllegalArgumentException(
        "study '%s' does not compare %s with %s"
            .formatted(study.plan().study().name(), first, second));
  }
}
