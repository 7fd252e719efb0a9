package dev.w2s.tensor;

import dev.w2s.problem.BadInputException;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/// Computing on one graphics processor of NVIDIA.
final class Cuda {
  /// Is there in builds with the Maven profile `cuda` alone.
  private static final String LIBRARY = "/org/bytedeco/pytorch/linux-x86_64-gpu/libjnitorch.so";

  private static final String WORKSPACE = "CUBLAS_WORKSPACE_CONFIG";

  /// What keeps a machine from it.
  enum Missing {
    LIBRARIES(
        "CUDA's build of libtorch, which is not in this build of w2s: run ./w2s with --device cuda or W2S_DEVICE=cuda"
            + " (Linux on x86-64; it fetches 455 MB), or build with -Pcuda"),
    DRIVER("NVIDIA's driver, but there is no libcuda.so.1 on this machine"),
    TOOLKIT(
        "CUDA 13, cuDNN 9 and NCCL 2, and libtorch found them neither in /usr/local/cuda/lib64 nor on LD_LIBRARY_PATH"),
    PROCESSOR(
        "a graphics processor, but the driver shows none: see nvidia-smi and CUDA_VISIBLE_DEVICES");

    private final String needed;

    Missing(String needed) {
      this.needed = needed;
    }

    /// What is missing and what to do, in one line.
    String message() {
      return "device cuda needs " + needed + "; device cpu needs nothing of it";
    }
  }

  private Cuda() {}

  /// What keeps this machine from it; empty where nothing does. Where the build has no libraries
  /// for it, none is loaded to find out.
  static Optional<Missing> missing() {
    if (Cuda.class.getResource(LIBRARY) == null) {
      return Optional.of(Missing.LIBRARIES);
    }
    if (!CudaDriver.isThere()) {
      return Optional.of(Missing.DRIVER);
    }
    try {
      return torch.cuda_is_available() ? Optional.empty() : Optional.of(Missing.PROCESSOR);
    } catch (LinkageError e) {
      return Optional.of(Missing.TOOLKIT);
    }
  }

  /// @throws BadInputException where something is missing
  static void require() {
    missing()
        .ifPresent(missing -> {
          throw new BadInputException(missing.message());
        });
  }

  /// Makes products and attention come out the same every time.
  static void start() {
    // What cuBLAS asks for by name; libtorch looks for it before the first product.
    if (!torch.has_env(WORKSPACE)) {
      torch.set_env(WORKSPACE, ":4096:8");
    }
    Context context = torch.globalContext();
    // Sums of bfloat16 products stay float32 where a product is split, too.
    context.setAllowBF16ReductionCuBLAS(false);
    // cuDNN's attention has no deterministic way back; flash attention and others remain.
    context.setSDPUseCuDNN(false);
  }

  /// `cuda: NVIDIA H100 80GB HBM3, CUDA 13.1`.
  static String name() {
    long version = Context.versionCUDART();
    return String.format(
        Locale.ROOT,
        "cuda: %s, CUDA %d.%d",
        CudaDriver.deviceName(),
        version / 1000,
        version % 1000 / 10);
  }
}
