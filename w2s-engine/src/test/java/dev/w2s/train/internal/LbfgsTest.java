package dev.w2s.train.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LbfgsTest {
  @Test
  void findsTheMinimumOfANarrowValley() {
    Lbfgs.Function rosenbrock =
        (x, gradient) -> {
          double a = 1 - x[0];
          double b = x[1] - x[0] * x[0];
          gradient[0] = -2 * a - 400 * x[0] * b;
          gradient[1] = 200 * b;
          return a * a + 100 * b * b;
        };
    Lbfgs.Minimum found =
        new Lbfgs(200).minimise(rosenbrock, new double[] {-1.2, 1}, (i, value) -> {});
    assertThat(found.point()).containsExactly(new double[] {1, 1}, within(1e-6));
    assertThat(found.iterations()).isLessThan(100);
  }

  @Test
  void solvesABadlyScaledQuadratic() {
    double[] scales = {1, 1e2, 1e4, 1e-2};
    Lbfgs.Function quadratic =
        (x, gradient) -> {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            gradient[i] = scales[i] * (x[i] - i);
            sum += scales[i] * (x[i] - i) * (x[i] - i) / 2;
          }
          return sum;
        };
    Lbfgs.Minimum found = new Lbfgs(200).minimise(quadratic, new double[4], (i, value) -> {});
    assertThat(found.point()).containsExactly(new double[] {0, 1, 2, 3}, within(1e-4));
  }

  @Test
  void goesDownhillOnlyAndStopsWhenTold() {
    Lbfgs.Function bowl =
        (x, gradient) -> {
          gradient[0] = 4 * x[0] * x[0] * x[0];
          return x[0] * x[0] * x[0] * x[0];
        };
    double[] last = {Double.MAX_VALUE};
    Lbfgs.Minimum found =
        new Lbfgs(5)
            .minimise(
                bowl,
                new double[] {3},
                (i, value) -> {
                  assertThat(value).isLessThan(last[0]);
                  last[0] = value;
                });
    assertThat(found.iterations()).isEqualTo(5);
  }

  @Test
  void aMinimumIsLeftAlone() {
    Lbfgs.Function flat = (x, gradient) -> 1;
    assertThat(new Lbfgs(5).minimise(flat, new double[] {3}, (i, v) -> {}).iterations()).isZero();
  }
}
