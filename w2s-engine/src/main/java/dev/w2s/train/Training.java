package dev.w2s.train;

import dev.w2s.study.Loss;
import dev.w2s.study.Recipe;
import dev.w2s.study.Stop;
import dev.w2s.text.EncodedText;
import java.util.List;
import java.util.Objects;

/// All that decides what a training ends in, beside the classifier it starts from. The arrays are
/// not copied and must not be changed.
///
/// @param rows the texts: one for each row, or as many as it has alternatives, side by side
/// @param targets soft labels of each row; they are not negative and sum to 1, `[N, k]`
/// @param recipe how it is trained
/// @param loss what is minimised
/// @param seed order and dropout follow from it
/// @param validation rows that choose the state that is kept; needed where [Recipe#stop] is not
///   [Stop#LAST]
public record Training(
    List<EncodedText> rows,
    float[][] targets,
    Recipe recipe,
    Loss loss,
    long seed,
    Validation validation) {
  private static final double ROUNDING = 1e-3;

  public Training {
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(loss, "loss");
    if (rows.isEmpty() || targets.length == 0 || rows.size() % targets.length != 0) {
      throw new IllegalArgumentException(
          "a training needs rows, and a target for each, but has "
              + rows.size()
              + " and "
              + targets.length);
    }
    requireDistributions(targets, targets[0].length);
    if (recipe.stop() != Stop.LAST && validation.rows().isEmpty()) {
      throw new IllegalArgumentException("stop " + recipe.stop() + " needs validation rows");
    }
  }

  /// Number of classes k.
  public int classes() {
    return targets[0].length;
  }

  /// Token sequences of each row.
  public int sequences() {
    return rows.size() / targets.length;
  }

  private static void requireDistributions(float[][] targets, int classes) {
    for (int i = 0; i < targets.length; i++) {
      if (targets[i].length != classes) {
        throw new IllegalArgumentException(
            "target " + i + " has " + targets[i].length + " classes, the first " + classes);
      }
      requireDistribution(i, targets[i]);
    }
  }

  private static void requireDistribution(int row, float[] target) {
    double sum = 0;
    for (float share : target) {
      if (!(share >= 0)) {
        throw new IllegalArgumentException(
            "target " + row + " must not be negative but holds " + share);
      }
      sum += share;
    }
    if (!(Math.abs(sum - 1) <= ROUNDING)) {
      throw new IllegalArgumentException("target " + row + " must sum to 1 but sums to " + sum);
    }
  }
}
