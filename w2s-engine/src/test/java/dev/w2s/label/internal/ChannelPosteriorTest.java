package dev.w2s.label.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelPosteriorTest {
  private static final double SMOOTHING = .5;

  /// Each iteration gives the posteriors of the channel that the one before implies, and the
  /// channel becomes more likely, penalty included: what expectation and maximisation must do.
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 2", "4, 3"})
  void iterationsFollowTheFormulaAndGoUphill(int classes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] prior = distributions(60, classes, random);
    double[][] labels = distributions(60, classes, random);
    double[][] posteriors = prior;
    double likely = Double.NEGATIVE_INFINITY;
    for (int i = 1; i <= 12; i++) {
      double[][] channel = channel(posteriors, labels);
      posteriors = posteriors(prior, labels, channel);
      double[][] found = ChannelPosterior.of(labels, q -> prior, i, SMOOTHING);
      for (int row = 0; row < found.length; row++) {
        assertThat(found[row]).containsExactly(posteriors[row], within(1e-12));
      }
      double next = likelihood(prior, labels, channel);
      assertThat(next).isGreaterThan(likely);
      likely = next;
    }
  }

  private static double[][] distributions(int rows, int classes, SplittableRandom random) {
    double[][] all = new double[rows][];
    for (int i = 0; i < rows; i++) {
      all[i] = Rows.normalised(random.doubles(classes, .01, 1).map(x -> x * x * x).toArray());
    }
    return all;
  }

  private static double[][] channel(double[][] posteriors, double[][] labels) {
    int classes = labels[0].length;
    double[][] channel = new double[classes][classes];
    for (int y = 0; y < classes; y++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        channel[y][c] = SMOOTHING;
        for (int i = 0; i < labels.length; i++) {
          channel[y][c] += posteriors[i][y] * labels[i][c];
        }
        sum += channel[y][c];
      }
      for (int c = 0; c < classes; c++) {
        channel[y][c] /= sum;
      }
    }
    return channel;
  }

  /// `p0(y) prod_c C[y][c]^{w_c}` as it stands.
  private static double joint(double[] prior, double[] label, double[][] channel, int y) {
    double product = prior[y];
    for (int c = 0; c < label.length; c++) {
      product *= Math.pow(channel[y][c], label[c]);
    }
    return product;
  }

  private static double[][] posteriors(double[][] prior, double[][] labels, double[][] channel) {
    double[][] posteriors = new double[labels.length][labels[0].length];
    for (int i = 0; i < labels.length; i++) {
      for (int y = 0; y < labels[i].length; y++) {
        posteriors[i][y] = joint(prior[i], labels[i], channel, y);
      }
      posteriors[i] = Rows.normalised(posteriors[i]);
    }
    return posteriors;
  }

  private static double likelihood(double[][] prior, double[][] labels, double[][] channel) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double row = 0;
      for (int y = 0; y < labels[i].length; y++) {
        row += joint(prior[i], labels[i], channel, y);
      }
      sum += Math.log(row);
    }
    for (double[] row : channel) {
      for (double cell : row) {
        sum += SMOOTHING * Math.log(cell);
      }
    }
    return sum;
  }
}
