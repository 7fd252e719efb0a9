package dev.w2s.tensor;

import dev.w2s.problem.BadInputException;
import dev.w2s.study.Precision;
import java.util.List;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.global.torch;

/// The tensor library as a whole: started once, the same in every process, so that the same seed
/// gives the same bits.
public final class Libtorch {
  /// Processors for which libtorch has products of bfloat16.
  private static final String WIDE = "AVX512";

  private static volatile Device device = Device.CPU;
  private static volatile boolean wide;

  private Libtorch() {}

  /// The same with everything computed on the CPU.
  public static void start(int threads) {
    start(threads, Device.CPU);
  }

  /// Loads the library and sets what it computes on, and with how many threads. Only algorithms
  /// whose result does not depend on the order of threads are used; operators that have none fail
  /// rather than differ from run to run.
  ///
  /// @param threads at least 1; results are the same bits only for the same number
  /// @param wanted where new tensors lie from now on
  /// @throws BadInputException where it cannot be used, saying what is missing
  public static void start(int threads, Device wanted) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
    }
    if (wanted == Device.CUDA) {
      Cuda.require();
    }
    try (Scope scope = Scope.open()) {
      torch.set_num_threads(threads);
      openblas_nolapack.blas_set_num_threads(threads);
      var context = torch.globalContext();
      context.setDeterministicAlgorithms(true, false);
      // Otherwise every fresh tensor is first filled with NaN: a pass over memory for nothing.
      context.setDeterministicFillUninitializedMemory(false);
      wide = torch.get_cpu_capability().getString().equals(WIDE);
      if (wanted == Device.CUDA) {
        Cuda.start();
      }
    }
    device = wanted;
  }

  /// What is computed on; the CPU before any start.
  public static Device device() {
    return device;
  }

  /// The device in words, with what it is called and the version of CUDA; `cpu` for any CPU.
  public static String deviceName() {
    return switch (device) {
      case CPU -> "cpu";
      case CUDA -> Cuda.name();
    };
  }

  /// Readies the device for products in a precision, until another is asked for.
  ///
  /// @throws BadInputException where the device has no such products
  public static void use(Precision precision) {
    boolean tensorFloats = precision == Precision.TF32;
    switch (device) {
      case CPU -> {
        if (tensorFloats) {
          throw new BadInputException(
              "precision tf32 needs device cuda; on the CPU take float32 or bfloat16");
        }
      }
      case CUDA -> {
        try (Scope scope = Scope.open()) {
          torch.globalContext().setAllowTF32CuBLAS(tensorFloats);
        }
      }
    }
  }

  /// The type that factors of matrix products have. On a CPU without AVX-512, libtorch multiplies
  /// bfloat16 one number after the other; there, what was rounded to it is multiplied as float32,
  /// which has room for each product and is what sums are made in anyway.
  static torch.ScalarType factors(Precision precision) {
    return switch (precision) {
      case FLOAT32, TF32 -> torch.ScalarType.Float;
      case BFLOAT16 ->
          device == Device.CUDA || wide ? torch.ScalarType.BFloat16 : torch.ScalarType.Float;
    };
  }

  /// Waits for what the device was asked to compute; CPUs are asked and answer at once.
  public static void await() {
    if (device == Device.CUDA) {
      torch.cuda_synchronize();
    }
  }

  /// Gives freed memory back, where it is kept for the next tensors: in pieces of other sizes it
  /// may be of use. To be called now and then in long work, not in each step: the next tensors take
  /// fresh memory.
  public static void releaseFreed() {
    NativeHeap.trim();
    if (device == Device.CUDA) {
      torch.emptyCache();
    }
  }

  /// The generators that dropout and fresh weights draw from: the CPU's, then the device's where it
  /// has its own. Owned by the innermost open scope.
  public static List<Generator> generators() {
    Generator cpu = torch.getDefaultCPUGenerator();
    return switch (device) {
      case CPU -> List.of(cpu);
      case CUDA -> List.of(cpu, torch.globalContext().defaultGenerator(Tensors.cuda()));
    };
  }

  /// Threads that matrix products are made with.
  public static int threads() {
    return torch.get_num_threads();
  }

  /// Sets the seed of libtorch's default generators: dropout and fresh weights follow from it.
  public static void seed(long seed) {
    torch.manual_seed(seed);
  }
}
