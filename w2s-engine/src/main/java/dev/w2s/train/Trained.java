package dev.w2s.train;

import java.util.List;

/// What a training tells of itself; its weights are in the classifier.
///
/// @param steps optimiser steps that were made
/// @param keptStep after how many of them the kept state was reached
/// @param curve the learning curve: about 40 to 80 entries, and one for each evaluation
/// @param states what was said of the rows that were watched, in the order of the training
public record Trained(int steps, int keptStep, List<CurvePoint> curve, List<State> states) {
  public Trained {
    curve = List.copyOf(curve);
    states = List.copyOf(states);
  }

  /// A training that nobody watched.
  public Trained(int steps, int keptStep, List<CurvePoint> curve) {
    this(steps, keptStep, curve, List.of());
  }

  /// What a training said of the rows that were watched, at one point.
  ///
  /// @param step steps done
  /// @param probabilities of each row, `[N, k]`
  public record State(int step, float[][] probabilities) {}
}
