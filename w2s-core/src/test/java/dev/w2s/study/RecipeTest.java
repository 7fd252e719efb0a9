package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
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
    assertThat(Recipe.DEFAULT.resolve(facts(parameters, 512)).rate()).isEqualTo(rate);
  }

  @Test
  void learningRateNeverRises() {
    double last = Double.MAX_VALUE;
    for (long parameters = 1_000_000; parameters < 3_000_000_000L; parameters += parameters / 7) {
      double rate = Recipe.DEFAULT.resolve(facts(parameters, 512)).rate();
      assertThat(rate).isLessThanOrEqualTo(last);
      last = rate;
    }
  }

  @Test
  void saidRateIsKept() {
    Recipe recipe = Recipe.DEFAULT.toBuilder().learningRate(.5).build();
    assertThat(recipe.resolve(facts(1000, 512)).rate()).isEqualTo(.5);
  }

  @Test
  void textsAreNoLongerThanTheModelCanRead() {
    assertThat(Recipe.DEFAULT.resolve(facts(1000, 512)).maxTokens()).isEqualTo(128);
    assertThat(Recipe.DEFAULT.resolve(facts(1000, 64)).maxTokens()).isEqualTo(64);
  }

  @Test
  void restIsTakenOver() {
    Recipe recipe = Recipe.DEFAULT.resolve(facts(30_000_000, 512));
    assertThat(recipe).isEqualTo(Recipe.DEFAULT.toBuilder().learningRate(1e-4).build());
  }

  @Test
  void lowRankChangesTakeTenTimesTheRate() {
    Recipe recipe =
        Recipe.DEFAULT.toBuilder()
            .tuning(new Tuning.LowRank(8, 16, Tuning.Targets.DEFAULT))
            .build();
    assertThat(recipe.resolve(facts(33_360_000, 512)).rate()).isEqualTo(9.1e-4);
  }

  @Test
  void probeIsSolvedToItsEnd() {
    RecipeBuilder builder =
        Recipe.DEFAULT.toBuilder()
            .tuning(new Tuning.Probe(new Tuning.Solver.Lbfgs(1e-3, 100)))
            .stop(Stop.AGREEMENT);
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("stop must be last where tuning is a probe, which is solved to its end");
  }

  @Test
  void rateIsUnknownUntilTheModelIs() {
    assertThatIllegalStateException().isThrownBy(Recipe.DEFAULT::rate);
  }

  @Test
  void wrongValueIsRefusedWhereItIsSaid() {
    RecipeBuilder builder = Recipe.DEFAULT.toBuilder().learningRate(0);
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("learning-rate must be positive but was 0.0");
  }

  @Test
  void supervisorMayNotStopOnValidationRows() {
    Recipe recipe = Recipe.DEFAULT.toBuilder().stop(Stop.ORACLE).build();
    ModelSpec model = new ModelSpec("a", OptionalInt.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Supervisor.Trained(model, recipe))
        .withMessageStartingWith("stop must be last for a supervisor");
  }

  private static ModelFacts facts(long parameters, int maxTokens) {
    return new ModelFacts("f", "bert", parameters, parameters, 2, 8, maxTokens);
  }
}
