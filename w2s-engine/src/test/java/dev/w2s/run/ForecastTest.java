package dev.w2s.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.data.Rows;
import dev.w2s.store.Claim;
import dev.w2s.store.Store;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTest {
  /// 24 tokens a row of an unknown task, 6 operations for each of 2,000,000 weights, 2 epochs.
  private static final double CEILING_OPERATIONS = 1000 * 24.0 * 6 * 2e6 * 2;

  @TempDir Path folder;
  private Store store;
  private final Plan plan = Plans.of(study -> study.rows(new Rows(2000, 0, 500)));
  private final PlannedStep ceiling = Plans.titled(plan, "0: ceiling");

  @BeforeEach
  void open() {
    store = Store.open(folder.resolve("store"));
  }

  private Forecast forecast(double rate) {
    return Forecast.of(plan, store, new Kept(store), () -> rate);
  }

  private static void assertNear(Duration found, double seconds) {
    assertThat(found.toMillis() / 1000.0).isCloseTo(seconds, within(.01));
  }

  @Test
  void trainingCostsSixOperationsAWeightAndToken() {
    assertNear(forecast(CEILING_OPERATIONS / 10).of(ceiling), 1 + 10);
  }

  @Test
  void predictionCostsAThirdOfThatForItsRows() {
    PlannedStep test = Plans.titled(plan, "test ceiling");

    assertNear(forecast(CEILING_OPERATIONS / 12).of(test), 1 + 12.0 / 2 / 3 / 2);
  }

  @Test
  void stepOfBootstrappingCostsItsShareOfTheRows() {
    Plan chain =
        Plans.of(study ->
            study
                .rows(new Rows(2000, 0, 500))
                .methods("bootstrap")
                .through(List.of(new ModelSpec("large", OptionalInt.empty()))));
    Forecast forecast = Forecast.of(chain, store, new Kept(store), () -> CEILING_OPERATIONS / 10);

    assertNear(forecast.of(Plans.titled(chain, "0: student (bootstrap), step 1 of 2")), 1 + 5);
    assertNear(forecast.of(Plans.titled(chain, "0: student (bootstrap)")), 1 + 5);
  }

  @Test
  void remainingIsTheSum() {
    Forecast forecast = forecast(1e9);
    Duration sum = plan.steps().stream().map(forecast::of).reduce(Duration.ZERO, Duration::plus);

    assertNear(forecast.remaining(plan.steps()), sum.toMillis() / 1000.0);
    assertThat(forecast.remaining(List.of())).isZero();
  }

  @Test
  void finishedStepsReplaceTheExpectedRate() {
    Forecast forecast = forecast(1);

    forecast.learn(ceiling, 21);

    assertNear(forecast.of(Plans.titled(plan, "0: student (naive)")), 21);
  }

  @Test
  void finishedStepsOfTheStoreAreLearntFrom() {
    try (Claim claim = store.claim(ceiling.key()).orElseThrow()) {
      claim.commit(Map.of(), Map.of("seconds", "5.0"));
    }

    assertNear(forecast(1).of(ceiling), 5);
  }

  @Test
  void stepTooShortToTellTheRateIsPassedOver() {
    Forecast forecast = forecast(CEILING_OPERATIONS / 10);

    forecast.learn(ceiling, .5);

    assertNear(forecast.of(ceiling), 11);
  }
}
