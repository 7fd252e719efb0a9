package dev.w2s.train.internal;

import dev.w2s.study.Recipe;

/// What decides the order of a training's steps, whatever it learns. The array is not copied and
/// must not be changed.
///
/// @param lengths tokens of each row, `[N]`
/// @param recipe how it is trained
/// @param seed order and dropout follow from it
public record Course(int[] lengths, Recipe recipe, long seed) {}
