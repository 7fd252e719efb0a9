package dev.w2s.label.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfusionPosteriorTest {
  private static final double SMOOTHING = .1;

  /// Parameters as Dawid and Skene write them.
  private record Model(double[] prior, double[][][] confusion) {
    /// From posteriors, by counting.
    static Model of(double[][] posteriors, int[][] votes, int classes) {
      double[] prior = new double[classes];
      double[][][] confusion = new double[votes[0].length][classes][classes];
      Arrays.fill(prior, SMOOTHING);
      for (double[][] source : confusion) {
        for (double[] row : source) {
          Arrays.fill(row, SMOOTHING);
        }
      }
      for (int i = 0; i < votes.length; i++) {
        for (int y = 0; y < classes; y++) {
          prior[y] += posteriors[i][y];
          for (int s = 0; s < confusion.length; s++) {
            if (votes[i][s] >= 0) {
              confusion[s][y][votes[i][s]] += posteriors[i][y];
            }
          }
        }
      }
      for (double[][] source : confusion) {
        for (int y = 0; y < classes; y++) {
          source[y] = Rows.normalised(source[y]);
        }
      }
      return new Model(Rows.normalised(prior), confusion);
    }

    /// `p(y) prod_s C_s[y][vote_s]` of each class.
    double[] joint(int[] votes) {
      double[] joint = prior.clone();
      for (int y = 0; y < joint.length; y++) {
        for (int s = 0; s < confusion.length; s++) {
          joint[y] *= votes[s] < 0 ? 1 : confusion[s][y][votes[s]];
        }
      }
      return joint;
    }

    double[][] posteriors(int[][] votes) {
      return Arrays.stream(votes).map(row -> Rows.normalised(joint(row))).toArray(double[][]::new);
    }

    /// Log of the probability of all votes, with that of the parameters.
    double likelihood(int[][] votes) {
      double sum = 0;
      for (int[] row : votes) {
        sum += Math.log(Rows.sum(joint(row)));
      }
      for (double p : prior) {
        sum += SMOOTHING * Math.log(p);
      }
      for (double[][] source : confusion) {
        for (double[] row : source) {
          sum += SMOOTHING * Arrays.stream(row).map(Math::log).sum();
        }
      }
      return sum;
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 1", "3, 4, 2", "4, 2, 3"})
  void iterationsFollowTheFormulaAndGoUphill(int classes, int sources, long seed) {
    int[][] votes = votes(classes, sources, new SplittableRandom(seed));
    Panel panel = panel(votes, classes);
    double[][] posteriors = shares(votes, classes);
    double likely = Double.NEGATIVE_INFINITY;
    for (int i = 1; i <= 10; i++) {
      Model model = Model.of(posteriors, votes, classes);
      posteriors = model.posteriors(votes);
      double[][] found = ConfusionPosterior.of(panel, i, SMOOTHING);
      for (int row = 0; row < found.length; row++) {
        assertThat(found[row]).containsExactly(posteriors[row], within(1e-10));
      }
      assertThat(model.likelihood(votes)).isGreaterThan(likely);
      likely = model.likelihood(votes);
    }
  }

  @Test
  void endsWhereNothingChanges() {
    int[][] votes = votes(2, 4, new SplittableRandom(5));
    double[][] found = ConfusionPosterior.of(panel(votes, 2), 10_000, SMOOTHING);
    double[][] again = Model.of(found, votes, 2).posteriors(votes);
    for (int i = 0; i < found.length; i++) {
      assertThat(again[i]).containsExactly(found[i], within(1e-8));
    }
  }

  /// Every row has a vote of the first source at least.
  private static int[][] votes(int classes, int sources, SplittableRandom random) {
    int[][] votes = new int[50][sources];
    for (int[] row : votes) {
      int right = random.nextInt(classes);
      for (int s = 0; s < sources; s++) {
        int said = random.nextDouble() < .7 ? right : random.nextInt(classes);
        row[s] = s > 0 && random.nextDouble() < .3 ? -1 : said;
      }
    }
    return votes;
  }

  private static Panel panel(int[][] votes, int classes) {
    List<String> ids = IntStream.range(0, votes.length).mapToObj(String::valueOf).toList();
    List<Map<String, double[]>> sources = new ArrayList<>();
    for (int s = 0; s < votes[0].length; s++) {
      Map<String, double[]> source = new HashMap<>();
      for (int i = 0; i < votes.length; i++) {
        if (votes[i][s] >= 0) {
          source.put(ids.get(i), Rows.certain(votes[i][s], classes));
        }
      }
      sources.add(source);
    }
    return Panel.of(ids, classes, sources);
  }

  private static double[][] shares(int[][] votes, int classes) {
    double[][] shares = new double[votes.length][classes];
    for (int i = 0; i < votes.length; i++) {
      for (int vote : votes[i]) {
        if (vote >= 0) {
          shares[i][vote]++;
        }
      }
      shares[i] = Rows.normalised(shares[i]);
    }
    return shares;
  }
}
