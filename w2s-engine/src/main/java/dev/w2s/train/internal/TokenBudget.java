package dev.w2s.train.internal;

import dev.w2s.study.Recipe;
import dev.w2s.study.Tuning;
import dev.w2s.tensor.Libtorch;
import java.util.Arrays;

/// How many tokens are computed at once: halved where memory does not suffice.
public final class TokenBudget {
  private final int[] lengths;
  private int tokens;

  /// @param lengths tokens of each row
  /// @param tokens to begin with
  public TokenBudget(int[] lengths, int tokens) {
    this.lengths = lengths.clone();
    this.tokens = tokens;
  }

  /// What the device is kept busy with and has memory for, as a rule, on the way forwards.
  public static int standard() {
    return switch (Libtorch.device()) {
      case CPU -> 4096;
      case CUDA -> 32_768;
    };
  }

  /// What a training takes at once: half where its recipe is one of little memory, which low-rank
  /// changes and layers that are computed again are chosen for.
  public static int standard(Recipe recipe) {
    boolean sparing = recipe.recompute() || recipe.tuning() instanceof Tuning.LowRank;
    return sparing ? standard() / 2 : standard();
  }

  /// Tokens that are computed at once now.
  public int tokens() {
    return tokens;
  }

  /// Tokens of the longest row of a batch.
  public int longest(int[] batch) {
    return Arrays.stream(batch).map(row -> lengths[row]).max().orElseThrow();
  }

  /// Halves what a batch takes, from now on, and gives freed memory back.
  ///
  /// @return false where it is computed row by row already
  public boolean halve(int[] batch) {
    int longest = longest(batch);
    int most = Math.min(tokens, longest * batch.length);
    if (most <= longest) {
      return false;
    }
    tokens = Math.max(longest, most / 2);
    Libtorch.releaseFreed();
    return true;
  }
}
