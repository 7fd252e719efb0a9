package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "1000,3e-4",
    "4400000,3e-4",
    "15400000,1.5e-4",
    "22700000,1.2e-4",
    "30000000,1e-4",
    "33360000,9.1e-5",
    "110000000,3e-5",
    "340000000,2e-5",
    "1500000000,1e-5",
    "70000000000,1e-5"
  })
  void learningRateFallsWithTheModelsSize(long parameters, double rate) {
    assertThat(RecipeChoice.DEFAULT.resolve(facts(parameters, 512)).learningRate()).isEqualTo(rate);
  }

  @Test
  void learningRateNeverRises() {
    double last = Double.MAX_VALUE;
    for (long parameters = 1_000_000; parameters < 3_000_000_000L; parameters += parameters / 7) {
      double rate = RecipeChoice.DEFAULT.resolve(facts(parameters, 512)).learningRate();
      assertThat(rate).isLessThanOrEqualTo(last);
      last = rate;
    }
  }

  @Test
  void saidRateIsKept() {
    RecipeChoice choice = RecipeChoice.DEFAULT.toBuilder().learningRate(.5).build();
    assertThat(choice.resolve(facts(1000, 512)).learningRate()).isEqualTo(.5);
  }

  @Test
  void textsAreNoLongerThanTheModelCanRead() {
    assertThat(RecipeChoice.DEFAULT.resolve(facts(1000, 512)).maxTokens()).isEqualTo(128);
    assertThat(RecipeChoice.DEFAULT.resolve(facts(1000, 64)).maxTokens()).isEqualTo(64);
  }

  @Test
  void restIsTakenOver() {
    Recipe recipe = RecipeChoice.DEFAULT.resolve(facts(30_000_000, 512));
    assertThat(recipe)
        .isEqualTo(
            new Recipe(
                2, 32, 1e-4, .1, Decay.LINEAR, .01, 1, 0, 128, Precision.FLOAT32, Stop.LAST));
  }

  @Test
  void wrongValueIsRefusedWhereItIsSaid() {
    RecipeChoice.Builder builder = RecipeChoice.DEFAULT.toBuilder().learningRate(0);
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("learning-rate must be positive but was 0.0");
  }

  @Test
  void supervisorMayNotStopOnValidationRows() {
    RecipeChoice choice = RecipeChoice.DEFAULT.toBuilder().stop(Stop.ORACLE).build();
    ModelSpec model = new ModelSpec("a", OptionalInt.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Supervisor.Trained(model, choice))
        .withMessageStartingWith("stop must be last for a supervisor");
  }

  private static ModelFacts facts(long parameters, int maxTokens) {
    return new ModelFacts("f", "bert", parameters, parameters, 2, 8, maxTokens);
  }
}
