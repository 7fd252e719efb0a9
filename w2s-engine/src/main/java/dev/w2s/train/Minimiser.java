package dev.w2s.train;

import dev.w2s.train.internal.Lbfgs;

/// Finds where a smooth function of a few numbers is smallest, by L-BFGS in float64.
public final class Minimiser {
  private Minimiser() {}

  /// A function and its gradient.
  @FunctionalInterface
  public interface Function {
    /// The value at a point.
    ///
    /// @param gradient is filled in
    double at(double[] point, double[] gradient);
  }

  /// The point where the gradient is 0 for all that can be told, or the lowest that was reached.
  ///
  /// @param start is not changed
  /// @param iterations at most
  public static double[] minimise(Function function, double[] start, int iterations) {
    return new Lbfgs(iterations).minimise(function::at, start, (iteration, value) -> {}).point();
  }
}
