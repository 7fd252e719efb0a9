package dev.w2s.train.internal;

import dev.w2s.tensor.Device;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import java.util.function.LongSupplier;

/// What freed tensors leave behind in a training that is to save memory. From step to step they lie
/// at other places, so that ever more pages were touched once; these are given back when they are
/// many, and not in each step, which would have to take them anew.
final class Holes {
  /// Share of growth that is let be.
  private static final double SLACK = .03;

  private final LongSupplier resident;
  private final Runnable release;
  private long needed;
  private boolean released = true;

  /// @param resident bytes that lie in memory
  /// @param release gives freed pages back
  Holes(LongSupplier resident, Runnable release) {
    this.resident = resident;
    this.release = release;
  }

  /// Those of this process.
  static Holes ofProcess() {
    return new Holes(Scope::residentBytes, Libtorch::releaseFreed);
  }

  /// Whether they are worth looking at: a graphics processor's memory has a keeper of its own.
  static boolean matter(boolean recompute) {
    return recompute && Libtorch.device() == Device.CPU;
  }

  /// A step is done. What it has touched since pages were given back, it needs.
  void stepped() {
    long now = resident.getAsLong();
    if (released) {
      needed = Math.max(needed, now);
      released = false;
    } else if (now > needed * (1 + SLACK)) {
      release.run();
      released = true;
    }
  }
}
