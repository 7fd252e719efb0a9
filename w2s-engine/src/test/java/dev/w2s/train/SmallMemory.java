package dev.w2s.train;

import dev.w2s.model.Pass;
import dev.w2s.text.TokenBatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.Tensor;

/// A body that fails, as libtorch does, where more rows are computed at once than fit.
final class SmallMemory extends TinyBody {
  static final String ON_CPU =
      "[enforce fail at alloc_cpu.cpp:121] DefaultCPUAllocator: can't allocate memory";
  static final String ON_CUDA = "CUDA out of memory. Tried to allocate 2.00 GiB.";

  private final int rows;
  private final String failure;
  private final AtomicInteger failures = new AtomicInteger();

  SmallMemory(int rows) {
    this(rows, ON_CPU);
  }

  SmallMemory(int rows, String failure) {
    super(8);
    this.rows = rows;
    this.failure = failure;
  }

  /// How often memory did not suffice.
  int failures() {
    return failures.get();
  }

  @Override
  public Tensor embedded(TokenBatch batch, Pass pass) {
    if (batch.rows() > rows) {
      failures.incrementAndGet();
      throw new IllegalStateException(failure);
    }
    return super.embedded(batch, pass);
  }
}
