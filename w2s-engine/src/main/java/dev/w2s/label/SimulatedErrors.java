package dev.w2s.label;

import dev.w2s.label.internal.Flips;
import dev.w2s.label.internal.Rows;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.SimulatedError;
import java.util.Arrays;
import java.util.Optional;

/// Makes the labels of simulated supervisors.
public final class SimulatedErrors {
  private SimulatedErrors() {}

  /// Gold labels of which exactly `floor(rate N)` are wrong.
  ///
  /// @param rows with lengths or probabilities, where the structure needs them
  /// @param seed draws what the structure leaves open
  /// @throws BadInputException where the confidence is no more than chance for so many classes
  /// @throws IllegalArgumentException where the rows lack what the structure needs
  public static WeakLabels labels(SimulatedError error, GoldRows rows, long seed) {
    requireConfidence(error.confidence(), rows.classes());
    require(error.structure().needsLengths(), rows.lengths(), "lengths");
    require(error.structure().needsProbabilities(), rows.probabilities(), "probabilities");
    Flips flips =
        new Flips(rows.gold(), rows.classes(), rows.lengths(), rows.probabilities(), seed);
    int[] labels = flips.labels(error.structure(), Rows.floor(error.rate(), rows.gold().length));
    return new WeakLabels(
        rows.ids(),
        Arrays.stream(labels)
            .mapToObj(label -> soft(label, rows.classes(), error.confidence()))
            .toArray(double[][]::new));
  }

  private static void requireConfidence(double confidence, int classes) {
    if (!(confidence * classes > 1)) {
      throw new BadInputException(
          "confidence must be above 1 / %d for %d classes but was %s"
              .formatted(classes, classes, confidence));
    }
  }

  private static void require(boolean needed, Optional<?> given, String what) {
    if (needed && given.isEmpty()) {
      throw new IllegalArgumentException(what + " are needed but not given");
    }
  }

  private static double[] soft(int label, int classes, double confidence) {
    double[] soft = new double[classes];
    Arrays.fill(soft, (1 - confidence) / (classes - 1));
    soft[label] = confidence;
    return soft;
  }
}
