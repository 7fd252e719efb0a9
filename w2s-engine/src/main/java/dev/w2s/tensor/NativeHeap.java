package dev.w2s.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalLong;

/// The C library's heap, which tensors on the CPU lie in. Freed tensors of ever other sizes leave
/// holes there that the system takes for memory in use.
final class NativeHeap {
  private static final long NOTHING_KEPT = 0;
  private static final Optional<MethodHandle> TRIM = trimmer();

  /// `struct mallinfo2`: ten sizes.
  private static final MemoryLayout INFO = MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG);

  private static final int MAPPED_BYTES = 4; // hblkhd
  private static final int BYTES_IN_USE = 7; // uordblks
  private static final Optional<MethodHandle> COUNT = counter();

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

  /// Bytes that are allocated and not freed; empty where the C library does not tell.
  static OptionalLong liveBytes() {
    if (COUNT.isEmpty()) {
      return OptionalLong.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = (MemorySegment) COUNT.get().invokeExact((SegmentAllocator) arena);
      return OptionalLong.of(
          info.getAtIndex(ValueLayout.JAVA_LONG, MAPPED_BYTES)
              + info.getAtIndex(ValueLayout.JAVA_LONG, BYTES_IN_USE));
    } catch (Throwable e) {
      throw new IllegalStateException("the C library does not count its heap", e);
    }
  }

  /// `struct mallinfo2 mallinfo2(void)`.
  @SuppressWarnings("restricted") // the signature is that of glibc's documentation
  private static Optional<MethodHandle> counter() {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("mallinfo2")
        .map(function ->
            linker.downcallHandle(
                function, FunctionDescriptor.of(MemoryLayout.structLayout(INFO))));
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
