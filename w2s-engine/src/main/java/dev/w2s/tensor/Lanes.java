package dev.w2s.tensor;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Threads that compute side by side, each for itself. Where there are many pieces of work, as in a
/// prediction, that is faster than all threads on one piece after the other: they would wait for
/// each other at the end of every operator, hundreds of times in each piece.
public final class Lanes {
  private Lanes() {}

  /// How many there are: as many as threads that compute, and one on a graphics processor, which
  /// one keeps busy.
  public static int count() {
    return switch (Libtorch.device()) {
      case CPU -> Libtorch.threads();
      case CUDA -> 1;
    };
  }

  /// Runs the same work in every lane, and returns when all have ended. It takes its pieces from
  /// something that all share, and opens the scopes that own what it makes.
  ///
  /// @throws RuntimeException the first that any of them ended with; an error likewise
  public static synchronized void run(Runnable work) {
    int threads = Libtorch.threads();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    List<Thread> lanes =
        IntStream.range(0, count())
            .mapToObj(i ->
                Thread.ofPlatform()
                    .daemon()
                    .name("lane-" + i)
                    .unstarted(() -> {
                      torch.set_num_threads(1);
                      try {
                        work.run();
                      } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                      }
                    }))
            .toList();
    openblas_nolapack.blas_set_num_threads(1);
    try {
      lanes.forEach(Thread::start);
      lanes.forEach(Lanes::await);
    } finally {
      torch.set_num_threads(threads);
      openblas_nolapack.blas_set_num_threads(threads);
    }
    switch (failure.get()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }

  /// Memory that a lane uses must not be freed under it: an interrupt waits.
  private static void await(Thread lane) {
    boolean interrupted = false;
    while (lane.isAlive()) {
      try {
        lane.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
