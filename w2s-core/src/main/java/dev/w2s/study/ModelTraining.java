package dev.w2s.study;

import dev.w2s.data.Part;
import java.util.Optional;

/// A model to be trained, as a planner sees it: which steps that takes follows from the recipe.
///
/// @param drawn the [Step.Draw] step of the rows that are learnt from; empty for the whole part
record ModelTraining(
    Step.Data data,
    Part part,
    TrainingLabels labels,
    ModelSpec model,
    Recipe recipe,
    Loss loss,
    Optional<StepKey> drawn) {
  /// One that learns from a whole part.
  ModelTraining(
      Step.Data data, Part part, TrainingLabels labels, ModelSpec model, Recipe recipe, Loss loss) {
    this(data, part, labels, model, recipe, loss, Optional.empty());
  }

  /// The same with one learning rate.
  ModelTraining at(double rate) {
    Recipe own = recipe.toBuilder().learningRate(rate).build();
    return new ModelTraining(data, part, labels, model, own, loss, drawn);
  }

  /// The same on drawn rows.
  ModelTraining on(Optional<StepKey> rows) {
    return new ModelTraining(data, part, labels, model, recipe, loss, rows);
  }
}
