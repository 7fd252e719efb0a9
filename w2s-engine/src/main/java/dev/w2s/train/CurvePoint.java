package dev.w2s.train;

import java.util.OptionalDouble;

/// One entry of a learning curve.
///
/// @param step steps done
/// @param rows rows gone through
/// @param loss mean over the rows since the entry before
/// @param learningRate of the last step
/// @param agreement share of validation rows whose prediction is their target's largest class;
///   empty where it was not measured
public record CurvePoint(
    int step, long rows, double loss, double learningRate, OptionalDouble agreement) {}
