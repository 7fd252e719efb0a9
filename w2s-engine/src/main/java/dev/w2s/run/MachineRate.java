package dev.w2s.run;

import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.MatrixProduct;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/// Operations per second that a training can expect of this machine, measured when first asked for.
public final class MachineRate implements DoubleSupplier {
  private static final int SIZE = 1024;
  private static final int PRODUCTS = 5;

  /// Short texts and small models reach about so much of the rate of large matrix products.
  private static final double SHARE = .5;

  private final int threads;
  private double measured;

  /// The rate with so many threads.
  public MachineRate(int threads) {
    this.threads = threads;
  }

  @Override
  public double getAsDouble() {
    if (measured == 0) {
      measured = SHARE * best();
    }
    return measured;
  }

  private double best() {
    Libtorch.start(threads);
    try (MatrixProduct product = new MatrixProduct(SIZE, Precision.FLOAT32)) {
      return product.operations()
          / DoubleStream.generate(product::seconds).limit(PRODUCTS).min().orElseThrow();
    }
  }
}
