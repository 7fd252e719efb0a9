package dev.w2s.tensor;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/// The tensor library as a whole: started once, the same in every process, so that the same seed
/// gives the same bits.
public final class Libtorch {
  private Libtorch() {}

  /// Loads the library and sets how many threads it computes with. Only algorithms whose result
  /// does not depend on the order of threads are used; operators that have none fail rather than
  /// differ from run to run.
  ///
  /// @param threads at least 1; results are the same bits only for the same number
  public static void start(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
    }
    try (Scope scope = Scope.open()) {
      torch.set_num_threads(threads);
      openblas_nolapack.blas_set_num_threads(threads);
      var context = torch.globalContext();
      context.setDeterministicAlgorithms(true, false);
      // Otherwise every fresh tensor is first filled with NaN: a pass over memory for nothing.
      context.setDeterministicFillUninitializedMemory(false);
    }
  }

  /// Threads that matrix products are made with.
  public static int threads() {
    return torch.get_num_threads();
  }

  /// Sets the seed of libtorch's default generator: dropout and fresh weights follow from it.
  public static void seed(long seed) {
    torch.manual_seed(seed);
  }
}
