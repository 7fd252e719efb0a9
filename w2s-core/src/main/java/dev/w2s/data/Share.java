package dev.w2s.data;

/// One of the equal shares that a part is cut into.
///
/// @param index from 0
/// @param of how many there are
public record Share(int index, int of) {
  public Share {
    if (index < 0 || index >= of) {
      throw new IllegalArgumentException(
          "a share's index must be from 0 to %d but was %d".formatted(of - 1, index));
    }
  }
}
