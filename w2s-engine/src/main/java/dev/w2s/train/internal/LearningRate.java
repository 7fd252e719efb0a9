package dev.w2s.train.internal;

import dev.w2s.study.Decay;

/// The learning rate of each step. With S steps, W = round(warm-up * S) of them to warm up, and s
/// counted from 0:
///
/// - warm-up, s < W: `peak (s + 1) / W`
/// - constant: `peak`
/// - linear: `peak (S - s) / (S - W)`
/// - cosine: `peak (1 + cos(pi (s - W) / (S - W))) / 2`
///
/// so that no step is spent at a rate of 0: the rate is 0 before the first and, where it decays,
/// after the last.
///
/// @param peak highest rate
/// @param warmUpSteps W
/// @param steps S
/// @param decay what the rate does after warm-up
public record LearningRate(double peak, int warmUpSteps, int steps, Decay decay) {
  /// A schedule whose warm-up is a share of its steps.
  ///
  /// @param warmUp share of all steps
  public static LearningRate of(double peak, double warmUp, int steps, Decay decay) {
    return new LearningRate(peak, (int) Math.round(warmUp * steps), steps, decay);
  }

  /// The rate of step `step`, counted from 0.
  public double at(int step) {
    if (step < warmUpSteps) {
      return peak * (step + 1) / warmUpSteps;
    }
    double left = (double) (steps - step) / (steps - warmUpSteps);
    return switch (decay) {
      case CONSTANT -> peak;
      case LINEAR -> peak * left;
      case COSINE -> peak * (1 + Math.cos(Math.PI * (1 - left))) / 2;
    };
  }
}
