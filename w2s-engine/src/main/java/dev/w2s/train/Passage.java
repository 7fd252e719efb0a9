package dev.w2s.train;

import dev.w2s.text.EncodedText;

/// A text that a language model learns to tell, token by token. The array is not copied and must
/// not be changed.
///
/// @param ids token ids, with a token to start from, `[T]`
/// @param from the first token that counts towards the loss, counted from 0; all behind it count
///   too. At 1 all count but the first, which nothing stands before
public record Passage(int[] ids, int from) {
  public Passage {
    if (from < 1 || from >= ids.length) {
      throw new IllegalArgumentException(
          "the first token that counts must be at least 1 and under %d, the passage's length, but was %d"
              .formatted(ids.length, from));
    }
  }

  /// A passage all of whose tokens count but the first.
  public static Passage whole(int... ids) {
    return new Passage(ids, 1);
  }

  /// Tokens T.
  public int length() {
    return ids.length;
  }

  /// How many tokens count.
  public int counted() {
    return ids.length - from;
  }

  /// The passage as a model reads it.
  public EncodedText text() {
    return new EncodedText(ids, new byte[ids.length]);
  }
}
