package dev.w2s.text;

/// One example as a model reads it. The arrays are not copied and must not be changed.
///
/// @param ids token ids with the model's special tokens, `[T]`
/// @param segments 0 for the first text, 1 for the second, `[T]`
public record EncodedText(int[] ids, byte[] segments) {
  public EncodedText {
    if (ids.length == 0 || ids.length != segments.length) {
      throw new IllegalArgumentException(
          "a text needs as many segments as ids, and at least one, but has "
              + segments.length
              + " and "
              + ids.length);
    }
  }

  /// Tokens T.
  public int length() {
    return ids.length;
  }
}
