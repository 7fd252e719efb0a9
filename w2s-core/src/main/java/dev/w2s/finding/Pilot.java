package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.measure.Components;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.Plan;
import dev.w2s.study.StepKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// A finished study as the pilot of a larger one: how much its differences vary.
///
/// @param seeds it has
/// @param rows it was tested on
/// @param contrasts each student against the weak labels, then each method against the first
public record Pilot(int seeds, int rows, List<Contrast> contrasts) {
  public Pilot {
    contrasts = List.copyOf(contrasts);
  }

  /// One difference of accuracies.
  ///
  /// @param name `student (naive) - weak labels`
  /// @param difference as measured
  /// @param components of its variance
  public record Contrast(String name, double difference, Components components) {
    public Contrast {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(components, "components");
    }
  }

  /// Takes the variance components of a study's kept predictions.
  ///
  /// @param plan of the study
  /// @param predictions what an evaluation step kept
  /// @param test the rows every model was scored on
  /// @throws BadInputException where the study has a single seed, which says nothing of others, or
  ///   a single test row
  public static Pilot of(
      Plan plan, Function<StepKey, List<Prediction>> predictions, List<Example> test) {
    if (plan.runs().size() < 2) {
      throw new BadInputException(
          "a pilot needs at least 2 seeds, to tell how much they differ, but study '%s' has 1; add a seed and run it, or say what to assume with --seed-sd and --disagree"
              .formatted(plan.study().name()));
    }
    return new FindingsReader(plan, KeptAnswers.of(predictions), test, new LinkedHashMap<>(), false)
        .pilot();
  }
}
