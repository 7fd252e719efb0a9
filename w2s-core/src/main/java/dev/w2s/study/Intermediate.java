package dev.w2s.study;

import java.util.Objects;

/// A model on the way from the weak to the strong one, see [Method#bootstrap].
///
/// @param model the pretrained model
/// @param recipe how it is trained
public record Intermediate(ModelSpec model, Recipe recipe) {
  public Intermediate {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(recipe, "recipe");
  }
}
