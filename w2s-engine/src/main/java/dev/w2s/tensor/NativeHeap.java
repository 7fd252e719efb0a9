package dev.w2s.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The C library's heap, which tensors on the CPU lie in. Freed tensors of ever other sizes leave
/// holes there that the system takes for memory in use.
final class NativeHeap {
  private static final long NOTHING_KEPT = 0;
  private static final Optional<MethodHandle> TRIM = trimmer();

  private NativeHeap() {}

  /// Gives the pages of all holes back to the system, where the C library can (glibc's
  /// `malloc_trim`); the next tensors take fresh ones.
  static void trim() {
    TRIM.ifPresent(NativeHeap::call);
  }

  private static void call(MethodHandle trim) {
    try {
      int released = (int) trim.invokeExact(NOTHING_KEPT);
      assert released == 0 || released == 1;
    } catch (Throwable e) {
      throw new IllegalStateException("the C library does not trim its heap", e);
    }
  }

  /// `int malloc_trim(size_t pad)`.
  @SuppressWarnings("restricted") // the signature is that of glibc's documentation
  private static Optional<MethodHandle> trimmer() {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("malloc_trim")
        .map(function ->
            linker.downcallHandle(
                function, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));
  }
}
