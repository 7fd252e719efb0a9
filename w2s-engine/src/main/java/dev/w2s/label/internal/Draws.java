package dev.w2s.label.internal;

import java.util.SplittableRandom;

/// Random choices that every Java release gives alike.
public final class Draws {
  /// What is drawn. Each has numbers of its own, or the anchors of a seed would be the very rows
  /// that its random flips made wrong.
  public enum Purpose {
    FOLDS(0x6a09e667f3bcc908L),
    ANCHORS(0xbb67ae8584caa73bL),
    FLIPS(0x3c6ef372fe94f82bL);

    private final long salt;

    Purpose(long salt) {
      this.salt = salt;
    }
  }

  private final SplittableRandom random;

  public Draws(Purpose purpose, long seed) {
    random = new SplittableRandom(seed ^ purpose.salt);
  }

  /// A whole number in `[0, bound)`; the bias of the multiplication is below `bound / 2^64`.
  public int below(int bound) {
    return (int) Math.unsignedMultiplyHigh(random.nextLong(), bound);
  }

  /// The numbers in random order, by Fisher and Yates.
  public int[] shuffled(int[] numbers) {
    int[] order = numbers.clone();
    for (int i = order.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }
}
