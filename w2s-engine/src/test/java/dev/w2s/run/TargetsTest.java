package dev.w2s.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static Example row(String id, int label) {
    return new Example(id, id, List.of("text"), label, OptionalDouble.empty());
  }

  @Test
  void goldHasAllWeightOnTheRowsClass() {
    float[][] targets = Targets.gold(3).of(List.of(row("a", 2), row("b", 0)));

    assertThat(targets).isDeepEqualTo(new float[][] {{0, 0, 1}, {1, 0, 0}});
  }

  @Test
  void weakLabelsFollowTheRowsNotTheirOwnOrder() {
    Targets targets =
        Targets.weak(
            List.of(
                new Prediction("a", new float[] {.25f, .75f}),
                new Prediction("b", new float[] {1, 0})));

    assertThat(targets.of(List.of(row("b", 1), row("a", 0))))
        .isDeepEqualTo(new float[][] {{1, 0}, {.25f, .75f}});
  }

  @Test
  void rowsWithoutWeakLabelAreNotTrainedOn() {
    Targets targets = Targets.weak(List.of(new Prediction("b", new float[] {1, 0})));
    assertThat(targets.covered(List.of(row("a", 0), row("b", 1)))).containsExactly(row("b", 1));
  }
}
