package dev.w2s.train.internal;

import dev.w2s.study.Recipe;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// How weights follow from gradients.
sealed interface Descent permits Adam, Adafactor {
  /// Changes the weights by one step.
  ///
  /// @param step counted from 1
  /// @param rate the learning rate
  /// @param shrink what the gradients are divided by first, see [#shrink]
  void step(int step, double rate, double shrink);

  /// What it remembers between steps, float32, written into checkpoints.
  List<Tensor> state();

  /// That of a recipe, its state owned by the innermost open scope.
  static Descent of(Recipe recipe, FlatWeights flat) {
    return switch (recipe.optimiser()) {
      case ADAMW -> new Adam(flat, recipe.weightDecay(), true);
      case ADAM -> new Adam(flat, recipe.weightDecay(), false);
      case ADAFACTOR -> new Adafactor(flat, recipe.weightDecay());
    };
  }

  /// What gradients of norm `norm` are divided by so that it is at most `clip`; 1 where it is
  /// already.
  static double shrink(double norm, double clip) {
    return Math.max(1, norm / clip);
  }
}
