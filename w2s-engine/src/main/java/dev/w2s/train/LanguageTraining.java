package dev.w2s.train;

import dev.w2s.study.Recipe;
import dev.w2s.study.Stop;
import dev.w2s.study.Tuning;
import java.util.List;

/// All that decides what a training to tell tokens ends in, beside the model it starts from. All
/// weights are trained, and the last state is kept.
///
/// @param passages what is learnt
/// @param recipe how it is trained; its batch counts passages, and `max-tokens` and `head` say
///   nothing here
/// @param seed order and dropout follow from it
public record LanguageTraining(List<Passage> passages, Recipe recipe, long seed) {
  public LanguageTraining {
    passages = List.copyOf(passages);
    if (passages.isEmpty()) {
      throw new IllegalArgumentException("a training needs passages");
    }
    if (recipe.stop() != Stop.LAST || !(recipe.tuning() instanceof Tuning.Full)) {
      throw new IllegalArgumentException(
          "a language model is trained with all its weights, to the last state");
    }
  }

  /// Tokens of each passage, `[N]`.
  public int[] lengths() {
    return passages.stream().mapToInt(Passage::length).toArray();
  }
}
