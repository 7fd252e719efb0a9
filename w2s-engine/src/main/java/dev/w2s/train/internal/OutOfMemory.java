package dev.w2s.train.internal;

import java.util.List;
import java.util.Locale;

/// Tells failures for want of memory from others. Libtorch's reach Java as plain exceptions with a
/// text.
public final class OutOfMemory {
  /// Of a graphics processor, of libtorch's allocator on CPUs, and of C++.
  private static final List<String> TEXTS =
      List.of("out of memory", "can't allocate memory", "bad_alloc", "alloc_failed");

  private OutOfMemory() {}

  /// Whether an operation failed for want of memory.
  public static boolean isIn(RuntimeException failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return TEXTS.stream().anyMatch(text::contains);
  }
}
