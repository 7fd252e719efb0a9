package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.data.TrainingStates;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Where findings read what a study's steps kept.
///
/// @param predictions what a step said of its rows
/// @param states what the states of a training said at so many points of it; asked only of
///   trainings that were to keep them
/// @param validation the validation rows of a training, with their gold labels
/// @param facts the small numbers of a step's result
public record KeptAnswers(
    Function<StepKey, List<Prediction>> predictions,
    BiFunction<StepKey, Integer, TrainingStates> states,
    Function<Step.Data, List<Example>> validation,
    Function<StepKey, Map<String, Double>> facts) {
  public KeptAnswers {
    Objects.requireNonNull(predictions, "predictions");
    Objects.requireNonNull(states, "states");
    Objects.requireNonNull(validation, "validation");
    Objects.requireNonNull(facts, "facts");
  }

  /// Of a study that asks for no states, searches no learning rate and holds no representations to
  /// each other.
  public static KeptAnswers of(Function<StepKey, List<Prediction>> predictions) {
    return new KeptAnswers(
        predictions,
        (training, points) -> {
          throw new IllegalArgumentException("no states of training " + training + " were given");
        },
        _ -> List.of(),
        step -> {
          throw new IllegalArgumentException("no numbers of step " + step + " were given");
        });
  }
}
