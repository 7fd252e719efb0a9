package dev.w2s.train;

import java.util.List;

/// What a training tells of itself; its weights are in the classifier.
///
/// @param steps optimiser steps that were made
/// @param keptStep after how many of them the kept state was reached
/// @param curve the learning curve: about 40 to 80 entries, and one for each evaluation
public record Trained(int steps, int keptStep, List<CurvePoint> curve) {
  public Trained {
    curve = List.copyOf(curve);
  }
}
