package dev.w2s.train.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HolesTest {
  /// Steps whose resident set is said, and after which of them pages are given back.
  private static List<Integer> released(long... resident) {
    List<Integer> steps = new ArrayList<>();
    int[] step = new int[1];
    Holes holes = new Holes(() -> resident[step[0]], () -> steps.add(step[0]));
    for (; step[0] < resident.length; step[0]++) {
      holes.stepped();
    }
    return steps;
  }

  @Test
  void growthOverTheSlackIsGivenBack() {
    assertThat(released(1000, 1010, 1030, 1031, 1000, 1020, 1040)).containsExactly(3, 6);
  }

  /// A larger batch needs more: once it was seen to, it is left alone.
  @Test
  void whatAStepNeedsIsNotGivenBackAgain() {
    assertThat(released(1000, 2000, 2000, 2000, 1500, 2050)).containsExactly(1);
  }

  @Test
  void firstStepIsNeededWhole() {
    assertThat(released(5000, 4000, 5100)).isEmpty();
  }
}
