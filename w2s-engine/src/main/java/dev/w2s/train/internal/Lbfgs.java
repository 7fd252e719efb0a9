package dev.w2s.train.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/// Limited-memory BFGS (Nocedal and Wright, Numerical Optimization, second edition, algorithms 7.4
/// and 7.5) with a line search that halves its step until the decrease suffices (algorithm 3.1);
/// pairs of no positive curvature are passed over. In float64.
public final class Lbfgs {
  private static final int PAIRS = 10;
  private static final double SUFFICIENT = 1e-4;
  private static final int HALVINGS = 40;

  /// The largest component of the gradient at which a point is a minimum.
  private static final double FLAT = 1e-7;

  private final int iterations;

  /// @param iterations at most
  public Lbfgs(int iterations) {
    this.iterations = iterations;
  }

  /// A function and its gradient.
  public interface Function {
    /// The value at a point.
    ///
    /// @param gradient is filled in
    double at(double[] point, double[] gradient);
  }

  /// Hears of each iteration.
  @FunctionalInterface
  public interface Listener {
    /// An iteration is done.
    void iterated(int iteration, double value);
  }

  /// What was found.
  ///
  /// @param point where the value is smallest
  /// @param iterations that it took
  public record Minimum(double[] point, int iterations) {}

  /// A step and by how much it changed the gradient.
  private record Pair(double[] step, double[] change, double curvature) {}

  /// Goes downhill until the gradient is 0 for all that can be told, no step leads further down, or
  /// the iterations are used up.
  ///
  /// @param start is not changed
  public Minimum minimise(Function function, double[] start, Listener listener) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    double value = function.at(point, gradient);
    Deque<Pair> pairs = new ArrayDeque<>();
    for (int i = 1; i <= iterations; i++) {
      if (largest(gradient) <= FLAT) {
        return new Minimum(point, i - 1);
      }
      double[] direction = direction(gradient, pairs);
      double[] next = new double[point.length];
      double[] nextGradient = new double[point.length];
      double reached = search(function, point, value, gradient, direction, next, nextGradient);
      if (!(reached < value)) {
        return new Minimum(point, i - 1);
      }
      remember(pairs, point, next, gradient, nextGradient);
      point = next;
      gradient = nextGradient;
      value = reached;
      listener.iterated(i, value);
    }
    return new Minimum(point, iterations);
  }

  /// The value at the first point that is low enough, which is filled into `next`; the value at the
  /// start where there is none.
  private static double search(
      Function function,
      double[] point,
      double value,
      double[] gradient,
      double[] direction,
      double[] next,
      double[] nextGradient) {
    double slope = dot(gradient, direction);
    double length = 1;
    for (int i = 0; i < HALVINGS; i++) {
      for (int j = 0; j < point.length; j++) {
        next[j] = point[j] + length * direction[j];
      }
      double reached = function.at(next, nextGradient);
      if (reached <= value + SUFFICIENT * length * slope) {
        return reached;
      }
      length /= 2;
    }
    return value;
  }

  private static void remember(
      Deque<Pair> pairs, double[] point, double[] next, double[] gradient, double[] nextGradient) {
    double[] step = difference(next, point);
    double[] change = difference(nextGradient, gradient);
    double curvature = dot(step, change);
    if (curvature > 0) {
      pairs.addLast(new Pair(step, change, curvature));
      if (pairs.size() > PAIRS) {
        pairs.removeFirst();
      }
    }
  }

  /// Minus the inverse Hessian, as far as the pairs tell it, times the gradient. Without pairs it
  /// is the gradient's own direction, of length 1 at most, as nothing is known of scale.
  private static double[] direction(double[] gradient, Deque<Pair> pairs) {
    double[] q = gradient.clone();
    List<Pair> newestFirst = new ArrayList<>(pairs);
    Collections.reverse(newestFirst);
    double[] alphas = new double[newestFirst.size()];
    for (int i = 0; i < alphas.length; i++) {
      Pair pair = newestFirst.get(i);
      alphas[i] = dot(pair.step, q) / pair.curvature;
      add(q, -alphas[i], pair.change);
    }
    scale(q, firstScale(gradient, newestFirst));
    for (int i = alphas.length - 1; i >= 0; i--) {
      Pair pair = newestFirst.get(i);
      double beta = dot(pair.change, q) / pair.curvature;
      add(q, alphas[i] - beta, pair.step);
    }
    scale(q, -1);
    return q;
  }

  private static double firstScale(double[] gradient, List<Pair> newestFirst) {
    if (newestFirst.isEmpty()) {
      return 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)));
    }
    Pair newest = newestFirst.getFirst();
    return newest.curvature / dot(newest.change, newest.change);
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = a.clone();
    add(difference, -1, b);
    return difference;
  }

  private static void add(double[] to, double times, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += times * what[i];
    }
  }

  private static void scale(double[] values, double times) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= times;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
