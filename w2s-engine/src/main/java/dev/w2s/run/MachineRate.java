package dev.w2s.run;

import dev.w2s.study.Precision;
import dev.w2s.tensor.Device;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.MatrixProduct;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/// Operations per second that a training can expect of this machine, measured when first asked for.
public final class MachineRate implements DoubleSupplier {
  private static final int PRODUCTS = 5;

  /// Short texts and small models reach about so much of the rate of large matrix products.
  private static final double SHARE = .5;

  private final int threads;
  private final Device device;
  private double measured;

  /// The rate on a device, with so many threads.
  public MachineRate(int threads, Device device) {
    this.threads = threads;
    this.device = device;
  }

  @Override
  public double getAsDouble() {
    if (measured == 0) {
      measured = SHARE * best();
    }
    return measured;
  }

  private double best() {
    Libtorch.start(threads, device);
    try (MatrixProduct product = new MatrixProduct(size(), Precision.FLOAT32)) {
      return product.operations()
          / DoubleStream.generate(product::seconds).limit(PRODUCTS).min().orElseThrow();
    }
  }

  private static int size() {
    return switch (Libtorch.device()) {
      case CPU -> 1024;
      case CUDA -> 4096;
    };
  }
}
