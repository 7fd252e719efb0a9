package dev.w2s.train.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.study.Recipe;
import dev.w2s.study.Tuning;
import dev.w2s.study.Tuning.Targets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenBudgetTest {
  @Test
  void trainingOfAllWeightsTakesWhatTheDeviceIsKeptBusyWith() {
    assertThat(TokenBudget.standard(Recipe.DEFAULT)).isEqualTo(TokenBudget.standard());
  }

  static Stream<Recipe> recipesOfLittleMemory() {
    return Stream.of(
        Recipe.DEFAULT.toBuilder().recompute(true).build(),
        Recipe.DEFAULT.toBuilder().tuning(new Tuning.LowRank(8, 16, Targets.DEFAULT)).build());
  }

  @ParameterizedTest
  @MethodSource("recipesOfLittleMemory")
  void trainingThatIsToSaveMemoryTakesHalf(Recipe recipe) {
    assertThat(2 * TokenBudget.standard(recipe)).isEqualTo(TokenBudget.standard());
  }

  @Test
  void isHalvedDownToSingleRows() {
    TokenBudget budget = new TokenBudget(new int[] {10, 30, 20}, 1000);

    assertThat(budget.halve(new int[] {0, 1, 2})).isTrue();
    assertThat(budget.tokens()).isEqualTo(45);
    assertThat(budget.halve(new int[] {0, 1, 2})).isTrue();
    assertThat(budget.tokens()).isEqualTo(30);
    assertThat(budget.halve(new int[] {0, 1, 2})).isFalse();
  }
}
