package dev.w2s.finding;

import dev.w2s.finding.Findings.Role;
import dev.w2s.measure.Estimate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What kept predictions show beyond the main numbers.
///
/// @param slices accuracy by kinds of test rows
/// @param predictors of each method, in the study's order
/// @param disputes test rows on which student and weak labels differ most
/// @param curves of the roles that kept states of their trainings; none where the study asks for
///   none
/// @param rates the learning rates that were chosen; none where none were searched
/// @param bound what the representations say; empty where the study does not ask
/// @param saliency what linear probes say; empty where the study asks for none
/// @param fewShot what the strong model says untrained; empty where the study does not ask
/// @param lengthControl accuracy at equal weight of pairs whose better text is the longer or the
///   shorter one; empty where the task compares no texts
/// @param written test rows with what was written to them; none where answers are not written
public record Analyses(
    List<Slice> slices,
    List<GainPredictor> predictors,
    List<Dispute> disputes,
    List<TrainingCurve> curves,
    List<ChosenRates> rates,
    Optional<Bound> bound,
    Optional<Saliency> saliency,
    Optional<FewShot> fewShot,
    Optional<LengthControl> lengthControl,
    List<WrittenRow> written) {
  public Analyses {
    slices = List.copyOf(slices);
    predictors = List.copyOf(predictors);
    disputes = List.copyOf(disputes);
    curves = List.copyOf(curves);
    rates = List.copyOf(rates);
    Objects.requireNonNull(bound, "bound");
    Objects.requireNonNull(saliency, "saliency");
    Objects.requireNonNull(fewShot, "fewShot");
    Objects.requireNonNull(lengthControl, "lengthControl");
    written = List.copyOf(written);
  }

  /// The same with written answers to read.
  Analyses withWritten(List<WrittenRow> rows) {
    return new Analyses(
        slices, predictors, disputes, curves, rates, bound, saliency, fewShot, lengthControl, rows);
  }

  /// How test rows are told apart.
  public enum By {
    /// Words of their texts, in quarters.
    LENGTH,
    /// What the task says of their difficulty, in quarters.
    DIFFICULTY,
    /// The gold class.
    CLASS,
    /// The group, where the task has few.
    GROUP
  }

  /// Test rows of one kind.
  ///
  /// @param name `12-17` words, a class
  /// @param rows how many
  /// @param accuracies of the weak labels, the students in the study's order, and the ceiling
  public record Slice(By by, String name, int rows, List<Estimate> accuracies) {
    public Slice {
      Objects.requireNonNull(by, "by");
      accuracies = List.copyOf(accuracies);
    }
  }

  /// What foretells a student's gain without gold labels: how far it is from the weak labels, on
  /// test rows that neither learned from; and the gain that the theory is about, which needs gold.
  ///
  /// @param misfit half the mean squared distance of their probabilities
  /// @param divergence of the weak labels from the student, in nats
  /// @param squaredErrorGain how much smaller the student's squared error is
  public record GainPredictor(
      String method, Estimate misfit, Estimate divergence, Estimate squaredErrorGain) {}

  /// The learning rates that were chosen for a role, by validation rows and the labels it learned
  /// from.
  ///
  /// @param method of a student; empty for the ceiling
  /// @param tried all that were, in the study's order
  /// @param chosen one for each seed
  public record ChosenRates(Role role, String method, List<Double> tried, List<Double> chosen) {
    public ChosenRates {
      Objects.requireNonNull(role, "role");
      tried = List.copyOf(tried);
      chosen = List.copyOf(chosen);
    }
  }

  /// How much of what the supervisor's representation misses the student's could learn (arXiv
  /// 2502.00620), from 0 to 1: the same for all methods.
  ///
  /// @param seeds one number for each, on its transfer rows
  public record Bound(List<Double> seeds) {
    public Bound {
      seeds = List.copyOf(seeds);
    }

    /// Their mean.
    public double value() {
      return seeds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
  }

  /// A test row on which a student and the weak labels name different classes, by the mean of their
  /// probabilities over the seeds, and one of the two is right.
  ///
  /// @param texts as the models read them
  /// @param gold the true class
  /// @param weak class of the weak labels
  /// @param weakProbability that they give it
  /// @param student class of the student
  /// @param studentProbability that it gives it
  /// @param distance half the sum of the probabilities' distances, from 0 to 1
  public record Dispute(
      String method,
      String id,
      List<String> texts,
      int gold,
      int weak,
      double weakProbability,
      int student,
      double studentProbability,
      double distance) {
    public Dispute {
      texts = List.copyOf(texts);
    }

    /// Whether the student is right, and so the weak labels are wrong.
    public boolean studentRight() {
      return student == gold;
    }
  }
}
