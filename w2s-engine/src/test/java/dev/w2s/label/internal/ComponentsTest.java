package dev.w2s.label.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentsTest {
  private static final int ROWS = 40;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void largestAreThoseThatReachMost(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] classes = random.ints(ROWS, 0, 3).toArray();
    int[][] nearest =
        IntStream.range(0, ROWS)
            .mapToObj(i -> random.ints(2, 0, ROWS).toArray())
            .toArray(int[][]::new);
    boolean[][] reach = reach(nearest, classes);
    int[] sizes = new int[ROWS];
    Arrays.setAll(sizes, i -> (int) IntStream.range(0, ROWS).filter(j -> reach[i][j]).count());
    int[] expected =
        IntStream.range(0, ROWS).filter(i -> reach[i][best(classes[i], classes, sizes)]).toArray();
    assertThat(new Components(nearest, classes).largest(classes, 3)).isEqualTo(expected);
  }

  private static int best(int wanted, int[] classes, int[] sizes) {
    int best = -1;
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] == wanted && (best < 0 || sizes[i] > sizes[best])) {
        best = i;
      }
    }
    return best;
  }

  /// Which rows lead to which, by Warshall's algorithm.
  private static boolean[][] reach(int[][] nearest, int[] classes) {
    boolean[][] reach = new boolean[ROWS][ROWS];
    for (int i = 0; i < ROWS; i++) {
      reach[i][i] = true;
      for (int j : nearest[i]) {
        reach[i][j] |= classes[i] == classes[j];
        reach[j][i] |= classes[i] == classes[j];
      }
    }
    for (int via = 0; via < ROWS; via++) {
      for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < ROWS; j++) {
          reach[i][j] |= reach[i][via] && reach[via][j];
        }
      }
    }
    return reach;
  }

  @Test
  void ofEquallyLargeOnesTheFirstIsTaken() {
    int[][] pairs = {{1}, {0}, {3}, {2}};
    assertThat(new Components(pairs, new int[4]).largest(new int[4], 2)).containsExactly(0, 1);
  }
}
