package dev.w2s.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.problem.FailedException;
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
  void rowWithoutWeakLabelIsNamed() {
    assertThatThrownBy(() -> Targets.weak(List.of()).of(row("a", 0)))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("hold none for row 'a'");
  }
}
