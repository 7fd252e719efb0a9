package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private static final int[] GOLD = {0, 1, 2, 1};

  @Test
  void rightIsWhereLabelsMatchGold() {
    Outcomes outcomes = Outcomes.of(List.of(new int[] {0, 1, 2, 0}, new int[] {1, 1, 0, 0}), GOLD);

    assertThat(outcomes.seeds()).isEqualTo(2);
    assertThat(outcomes.rows()).isEqualTo(4);
    assertThat(outcomes.right(0, 2)).isTrue();
    assertThat(outcomes.right(1, 2)).isFalse();
    assertThat(outcomes.accuracy(0)).isEqualTo(.75);
    assertThat(outcomes.accuracy(1)).isEqualTo(.25);
    assertThat(outcomes.accuracy()).isEqualTo(.5);
  }

  @Test
  void agreementAsksForTheSameClassAndNotForTheRightOne() {
    assertThat(Agreement.of(new int[] {0, 0, 1, 2}, new int[] {0, 1, 1, 2})).isEqualTo(.75);
  }

  @Test
  void agreementIsSeedBySeed() {
    Outcomes same =
        Outcomes.agreement(
            List.of(new int[] {0, 1}, new int[] {1, 1}),
            List.of(new int[] {0, 0}, new int[] {1, 1}));

    assertThat(same.accuracy(0)).isEqualTo(.5);
    assertThat(same.accuracy(1)).isEqualTo(1);
  }

  @Test
  void bothAndNeitherAreRowByRow() {
    Outcomes one = Outcomes.of(List.of(new int[] {0, 1, 0, 0}), GOLD); // rows 0 and 1
    Outcomes other = Outcomes.of(List.of(new int[] {1, 1, 2, 0}), GOLD); // rows 1 and 2

    assertThat(one.and(other).accuracy()).isEqualTo(.25);
    assertThat(one.and(other).right(0, 1)).isTrue();
    assertThat(one.not().accuracy()).isEqualTo(.5);
    assertThat(one.not().right(0, 3)).isTrue();
    assertThat(one.accuracy()).as("itself unchanged").isEqualTo(.5);
  }

  @Test
  void otherShapesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Outcomes.of(List.of(new int[3]), GOLD))
        .withMessage("labels must have one row for each of 4 but have 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Outcomes.agreement(List.of(new int[1]), List.of()))
        .withMessage("both models need the same seeds, at least one, but have 1 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Outcomes.of(List.of(), GOLD))
        .withMessage("outcomes need seeds and rows but have 0 and 4");
  }
}
