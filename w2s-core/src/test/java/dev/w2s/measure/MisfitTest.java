package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MisfitTest {
  private static final float[][] SURE = {{1, 0}, {0, 1}};
  private static final float[][] OPPOSITE = {{0, 1}, {1, 0}};
  private static final float[][] UNSURE = {{.5f, .5f}, {.5f, .5f}};

  @Test
  void disagreementIsTheShareOfOtherClasses() {
    Estimate apart =
        Misfit.disagreement(
            List.of(new int[] {0, 1, 1, 0}, new int[] {0, 0, 0, 0}),
            List.of(new int[] {0, 0, 1, 0}, new int[] {0, 0, 0, 0}));

    assertThat(apart.value()).isEqualTo(1 / 8.0);
    assertThat(apart.interval().contains(1 / 8.0)).isTrue();
  }

  @Test
  void distancesLieBetweenEqualAndOpposite() {
    assertThat(Misfit.squared(SURE, SURE)).isZero();
    assertThat(Misfit.squared(SURE, OPPOSITE)).isEqualTo(1);
    assertThat(Misfit.squared(UNSURE, SURE)).isEqualTo(.25);
    assertThat(Misfit.divergence(SURE, SURE)).isZero();
    assertThat(Misfit.divergence(UNSURE, SURE)).isCloseTo(Math.log(2), within(1e-12));
    assertThat(Misfit.divergence(OPPOSITE, SURE)).isFinite().isGreaterThan(50);
  }

  /// The theorem for squared errors: of a student that is the projection of the weak labels onto a
  /// convex set that holds the truth (here the constants), error + misfit is at most the weak
  /// error.
  @Test
  void whatIsNotFittedIsGained() {
    Random random = new Random(2);
    int rows = 500;
    float[][] weak = new float[rows][2];
    float[][] truth = new float[rows][2];
    float[][] student = new float[rows][2];
    double mean = 0;
    for (int i = 0; i < rows; i++) {
      weak[i] = pair(.3 + .4 * random.nextDouble());
      truth[i] = pair(.5);
      mean += weak[i][0] / rows;
    }
    for (int i = 0; i < rows; i++) {
      student[i] = pair(mean);
    }

    double gain = Misfit.squared(weak, truth) - Misfit.squared(student, truth);

    assertThat(gain).isCloseTo(Misfit.squared(student, weak), within(1e-6));
  }

  @Test
  void severalSeedsAreTheirMeanWithAnInterval() {
    Estimate squared = Misfit.squared(List.of(SURE, OPPOSITE), List.of(SURE, UNSURE));

    assertThat(squared.value()).isEqualTo((0 + .25) / 2);
    assertThat(squared.interval().contains(.125)).isTrue();
    assertThat(squared.seeds()).isEqualTo(2);
    assertThat(squared.rows()).isEqualTo(2);
    assertThat(Misfit.divergence(seed(UNSURE), seed(SURE)).value())
        .isCloseTo(Math.log(2), within(1e-12));
  }

  @Test
  void gainInSquaredErrorIsHeldToTheTrueClasses() {
    int[] gold = {0, 1};

    assertThat(Misfit.squaredErrorGain(seed(SURE), seed(UNSURE), gold).value()).isEqualTo(.25);
    assertThat(Misfit.squaredErrorGain(seed(OPPOSITE), seed(UNSURE), gold).value())
        .isEqualTo(.25 - 1);
    assertThat(Misfit.squaredErrorGain(seed(UNSURE), seed(UNSURE), gold).value()).isZero();
  }

  @Test
  void otherShapesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Misfit.squared(SURE, new float[][] {{1, 0}}))
        .withMessage("student and supervisor need the same rows, at least one, but have 2 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Misfit.divergence(SURE, new float[][] {{1, 0}, {1, 0, 0}}))
        .withMessage("row 1 needs the same classes of both but has 2 and 3");
  }

  private static List<float[][]> seed(float[][] only) {
    return Collections.singletonList(only);
  }

  private static float[] pair(double p) {
    return new float[] {(float) p, (float) (1 - p)};
  }
}
