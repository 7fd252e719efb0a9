package dev.w2s.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// What NVIDIA's driver says of itself. Libtorch gives no names of processors, and a library with
/// all of CUDA's bindings for one function would be much.
final class CudaDriver {
  private static final String LIBRARY = "libcuda.so.1";
  private static final int LONGEST_NAME = 256;
  private static final int FIRST = 0;

  private CudaDriver() {}

  /// Whether there is a driver.
  static boolean isThere() {
    try (Arena arena = Arena.ofConfined()) {
      library(arena);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// The first processor's name; the driver must have been started, as libtorch does.
  static String deviceName() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(LONGEST_NAME);
      int failure = (int) getName(arena).invokeExact(name, LONGEST_NAME, FIRST);
      return failure == 0 ? name.getString(0) : "of unknown name";
    } catch (Throwable e) {
      throw new IllegalStateException("NVIDIA's driver gives no name", e);
    }
  }

  /// `CUresult cuDeviceGetName(char* name, int length, CUdevice device)`.
  @SuppressWarnings("restricted") // the signature is that of the driver's documentation
  private static MethodHandle getName(Arena arena) {
    return Linker.nativeLinker()
        .downcallHandle(
            library(arena).findOrThrow("cuDeviceGetName"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
  }

  @SuppressWarnings("restricted") // NVIDIA's own library
  private static SymbolLookup library(Arena arena) {
    return SymbolLookup.libraryLookup(LIBRARY, arena);
  }
}
