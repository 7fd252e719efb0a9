package dev.w2s.data;

import java.util.List;
import java.util.Objects;

/// What a model said of validation and test rows at several points of its training.
///
/// @param steps after how many optimiser steps each state was reached, ascending; of a training of
///   fewer steps than points, some are the same
/// @param all steps of the whole training
/// @param rows what was said of each row
public record TrainingStates(List<Integer> steps, int all, List<Row> rows) {
  public TrainingStates {
    steps = List.copyOf(steps);
    rows = List.copyOf(rows);
    int points = steps.size();
    if (points == 0 || steps.getLast() > all) {
      throw new IllegalArgumentException(
          "states of a training of %d steps cannot be those after %s".formatted(all, steps));
    }
    rows.forEach(row -> row.ofPoints(points));
  }

  /// What was said of one row.
  ///
  /// @param id the example's id
  /// @param probabilities of each class at each point, `[points, k]`
  public record Row(String id, float[][] probabilities) {
    public Row {
      Objects.requireNonNull(id, "id");
    }

    /// Itself.
    ///
    /// @throws IllegalArgumentException where it has not the answers of so many states
    Row ofPoints(int points) {
      if (probabilities.length != points) {
        throw new IllegalArgumentException(
            "row '%s' has answers of %d states in place of %d"
                .formatted(id, probabilities.length, points));
      }
      return this;
    }
  }

  /// What the state of one point, counted from 0, says of all rows.
  public List<Prediction> at(int point) {
    return rows.stream().map(row -> new Prediction(row.id(), row.probabilities()[point])).toList();
  }
}
