package dev.w2s.train.internal;

import dev.w2s.train.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// How far a training is: all of its state that is not a tensor. Written into checkpoints.
///
/// @param done steps done
/// @param rows rows gone through
/// @param evaluated steps that were done at the last evaluation
/// @param lossSum sum of losses over the rows since the curve's last entry
/// @param lossRows how many rows those are
/// @param bestStep steps that were done when the best state was reached; 0 where there is none yet
/// @param bestAgreement of that state
/// @param curve entries so far
public record LoopState(
    int done,
    long rows,
    int evaluated,
    double lossSum,
    long lossRows,
    int bestStep,
    double bestAgreement,
    List<CurvePoint> curve) {
  /// Before the first step.
  static final LoopState START = new LoopState(0, 0, 0, 0, 0, 0, 0, List.of());

  public LoopState {
    curve = List.copyOf(curve);
  }

  /// After one more step.
  LoopState stepped(double loss, int batch) {
    return new LoopState(
        done + 1,
        rows + batch,
        evaluated,
        lossSum + loss * batch,
        lossRows + batch,
        bestStep,
        bestAgreement,
        curve);
  }

  /// With an entry of the curve made of the losses since the last.
  LoopState entered(double learningRate, OptionalDouble agreement) {
    List<CurvePoint> longer = new ArrayList<>(curve);
    longer.add(new CurvePoint(done, rows, lossSum / lossRows, learningRate, agreement));
    return new LoopState(done, rows, evaluated, 0, 0, bestStep, bestAgreement, longer);
  }

  /// After an evaluation.
  LoopState evaluated(double agreement, double learningRate) {
    LoopState entered = entered(learningRate, OptionalDouble.of(agreement));
    boolean better = betterThanBest(agreement);
    return new LoopState(
        done,
        rows,
        done,
        0,
        0,
        better ? done : bestStep,
        better ? agreement : bestAgreement,
        entered.curve);
  }

  /// Whether this agreement is above the best so far: of equals, the earlier stays.
  boolean betterThanBest(double agreement) {
    return bestStep == 0 || agreement > bestAgreement;
  }
}
