package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.data.TrainingStates;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.study.TrainingLabels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The kept states of one training.
final class StateReader {
  private final StepKey key;
  private final Step.Finetune training;
  private final KeptAnswers kept;
  private final TrainingStates states;

  /// @param training that kept its states
  StateReader(StepKey key, Step.Finetune training, KeptAnswers kept) {
    this.key = key;
    this.training = training;
    this.kept = kept;
    states = kept.states().apply(key, training.states());
  }

  /// Share of the training's steps that were done at a point, counted from 0.
  double trained(int point) {
    return (double) states.steps().get(point) / states.all();
  }

  int points() {
    return states.steps().size();
  }

  /// The classes named at each point, `[points][rows]`.
  ///
  /// @param test the rows
  /// @throws FailedException where there is no answer to one of them
  List<int[]> labels(List<Example> test) {
    List<int[]> labels = new ArrayList<>();
    for (int point = 0; point < points(); point++) {
      Map<String, Integer> said = said(point);
      labels.add(test.stream().mapToInt(row -> answer(said, row)).toArray());
    }
    return labels;
  }

  /// The first point of the largest agreement with the labels that are trained on, over the
  /// validation rows; empty where there are none, or none with such labels.
  Optional<Integer> stopped() {
    List<Example> rows = kept.validation().apply(training.data());
    Map<String, Integer> labels = labels();
    List<String> asked =
        rows.stream()
            .map(Example::id)
            .filter(labels::containsKey)
            .filter(said(0)::containsKey)
            .toList();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    int best = 0;
    long most = -1;
    for (int point = 0; point < points(); point++) {
      Map<String, Integer> said = said(point);
      long same = asked.stream().filter(id -> Objects.equals(labels.get(id), said.get(id))).count();
      best = same > most ? point : best;
      most = Math.max(same, most);
    }
    return Optional.of(best);
  }

  private Map<String, Integer> labels() {
    Map<String, Integer> labels = new HashMap<>();
    switch (training.labels()) {
      case TrainingLabels.Gold() ->
          kept.validation()
              .apply(training.data())
              .forEach(row -> labels.put(row.id(), row.label()));
      case TrainingLabels.Weak(StepKey from) ->
          kept.predictions().apply(from).forEach(label -> labels.put(label.id(), label.label()));
    }
    return labels;
  }

  private Map<String, Integer> said(int point) {
    Map<String, Integer> said = new HashMap<>();
    for (Prediction prediction : states.at(point)) {
      said.put(prediction.id(), prediction.label());
    }
    return said;
  }

  private int answer(Map<String, Integer> said, Example row) {
    Integer label = said.get(row.id());
    if (label == null) {
      throw new FailedException(
          "the kept states of step %s hold no answer for test row '%s'; delete its folder and run again"
              .formatted(key.brief(), row.id()));
    }
    return label;
  }
}
