package dev.w2s.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
  @BeforeAll
  static void start() {
    Libtorch.start(2);
  }

  @Test
  void featuresThatSayNothingGiveTheMeanLabel() {
    double[][] labels = {{.5, .3, .2}, {.1, .1, .8}, {.6, .2, .2}};
    double[] mean =
        LogisticRegression.fit(new float[3][4], labels, 1e-3).predict(new float[1][4])[0];
    assertThat(mean).containsExactly(new double[] {.4, .2, .4}, within(1e-6));
  }

  /// At the optimum of a regression without a penalty, what is predicted of the rows adds up to
  /// what the labels add up to, weighted by each feature.
  @Test
  void momentsOfTheLabelsAreMet() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] x = new float[80][3];
    double[][] y = new double[80][];
    for (int i = 0; i < x.length; i++) {
      for (int h = 0; h < 3; h++) {
        x[i][h] = (float) random.nextGaussian();
      }
      double p = random.nextDouble(.1, .9);
      y[i] = new double[] {p, 1 - p};
    }
    double[][] p = LogisticRegression.fit(x, y, 0).predict(x);
    for (int h = 0; h < 3; h++) {
      double moment = 0;
      for (int i = 0; i < x.length; i++) {
        moment += x[i][h] * (p[i][0] - y[i][0]);
      }
      assertThat(moment / x.length).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void noMemoryStays() {
    float[][] x = {{1, 0}, {0, 1}};
    double[][] y = {{1, 0}, {0, 1}};
    LogisticRegression.fit(x, y, 1);
    long before = Scope.liveObjects();
    double[][] p = LogisticRegression.fit(x, y, 1).predict(x);
    assertThat(Scope.liveObjects()).isEqualTo(before);
    assertThat(p[0][0]).isCloseTo(p[1][1], within(1e-9)).isGreaterThan(.5);
  }
}
