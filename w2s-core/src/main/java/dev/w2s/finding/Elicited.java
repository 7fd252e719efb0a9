package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.data.OwnLabels;
import dev.w2s.data.OwnLabelsSplit;
import dev.w2s.data.Prediction;
import dev.w2s.measure.Accuracy;
import dev.w2s.measure.Difference;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Misfit;
import dev.w2s.measure.Outcomes;
import dev.w2s.problem.FailedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a student says that learned from labels of one's own, and how good it is.
///
/// @param split the rows
/// @param scores of each method on the rows that pick, in the study's order
/// @param picked the method of the highest score
/// @param truth how good student and labels are; empty where no truth was left for it
/// @param misfit share of rows that the student did not learn from on which it names another class
///   than their label; empty where there is none
/// @param review rows on which student and labels name different classes, the surest first
public record Elicited(
    OwnLabelsSplit split,
    List<Score> scores,
    String picked,
    Optional<Truth> truth,
    Optional<Estimate> misfit,
    List<Review> review) {
  public Elicited {
    scores = List.copyOf(scores);
    review = List.copyOf(review);
    Objects.requireNonNull(truth, "truth");
    Objects.requireNonNull(misfit, "misfit");
  }

  /// One method on the rows that pick, as many of each class.
  ///
  /// @param score accuracy where true classes pick, else agreement with the labels
  public record Score(String method, Estimate score) {}

  /// Accuracies on rows that nothing else has looked at.
  ///
  /// @param student of the picked student, on all of them
  /// @param compared labels and student on those of them that have a label; empty where none has
  public record Truth(Estimate student, Optional<Compared> compared) {}

  /// Labels and student on the same rows.
  ///
  /// @param labels accuracy of the labels
  /// @param student accuracy of the student
  /// @param gain student - labels, paired
  public record Compared(Estimate labels, Estimate student, Estimate gain) {}

  /// A row to look at.
  ///
  /// @param label class of its weak label, of which that is sure by `labelProbability`
  /// @param student class that the student names, of which it is sure by `studentProbability`
  public record Review(
      String id,
      List<String> texts,
      String label,
      float labelProbability,
      String student,
      float studentProbability) {
    float sureness() {
      return labelProbability * studentProbability;
    }
  }

  /// The score of a method.
  ///
  /// @param said its student's answers, which hold those to `rows`
  /// @param rows those that pick, with the class they are held to
  public static Score score(String method, List<Prediction> said, List<Example> rows) {
    Map<String, Prediction> byId = said.stream().collect(Collectors.toMap(Prediction::id, p -> p));
    return new Score(method, Accuracy.of(right(rows, byId)));
  }

  /// The method that is picked: the first of equally good ones.
  public static String best(List<Score> scores) {
    Score best = scores.getFirst();
    for (Score other : scores) {
      best = other.score().value() > best.score().value() ? other : best;
    }
    return best.method();
  }

  /// What the picked student says of all rows.
  ///
  /// @param said its answers by id
  public static Elicited of(
      OwnLabelsSplit split, List<Score> scores, Map<String, Prediction> said) {
    return new Elicited(
        split, scores, best(scores), truth(split, said), misfit(split, said), review(split, said));
  }

  private static Optional<Truth> truth(OwnLabelsSplit split, Map<String, Prediction> said) {
    List<Example> rows = split.estimate();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Prediction> labels = split.labels().labels();
    List<Example> both = rows.stream().filter(row -> labels.containsKey(row.id())).toList();
    return Optional.of(
        new Truth(
            Accuracy.of(right(rows, said)),
            both.isEmpty()
                ? Optional.empty()
                : Optional.of(compared(right(both, labels), right(both, said)))));
  }

  private static Compared compared(Outcomes labels, Outcomes student) {
    return new Compared(Accuracy.of(labels), Accuracy.of(student), Difference.of(student, labels));
  }

  private static Outcomes right(List<Example> rows, Map<String, Prediction> said) {
    return Outcomes.of(
        List.of(named(rows, said)), rows.stream().mapToInt(Example::label).toArray());
  }

  private static int[] named(List<Example> rows, Map<String, Prediction> said) {
    return rows.stream().mapToInt(row -> of(said, row).label()).toArray();
  }

  private static Prediction of(Map<String, Prediction> said, Example row) {
    return Optional.ofNullable(said.get(row.id()))
        .orElseThrow(() -> new FailedException("there is no answer to row '" + row.id() + "'"));
  }

  private static Optional<Estimate> misfit(OwnLabelsSplit split, Map<String, Prediction> said) {
    Set<String> learned = new HashSet<>(split.train().stream().map(Example::id).toList());
    OwnLabels labels = split.labels();
    List<Example> others =
        labels.rows().stream()
            .filter(row -> labels.labels().containsKey(row.id()) && !learned.contains(row.id()))
            .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Misfit.disagreement(
                List.of(named(others, said)), List.of(named(others, labels.labels()))));
  }

  private static List<Review> review(OwnLabelsSplit split, Map<String, Prediction> said) {
    List<Review> review = new ArrayList<>();
    for (Example row : split.labels().rows()) {
      Prediction label = split.labels().labels().get(row.id());
      Prediction student = of(said, row);
      if (label != null && label.label() != student.label()) {
        review.add(review(row, label, student, split.labels().classes()));
      }
    }
    review.sort(Comparator.comparingDouble(Review::sureness).reversed().thenComparing(Review::id));
    return review;
  }

  private static Review review(
      Example row, Prediction label, Prediction student, List<String> classes) {
    return new Review(
        row.id(),
        row.texts(),
        classes.get(label.label()),
        label.probabilities()[label.label()],
        classes.get(student.label()),
        student.probabilities()[student.label()]);
  }
}
