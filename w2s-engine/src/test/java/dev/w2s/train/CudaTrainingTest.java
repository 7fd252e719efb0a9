package dev.w2s.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.w2s.problem.CancelledException;
import dev.w2s.study.DeviceChoice;
import dev.w2s.study.Loss;
import dev.w2s.study.Optimiser;
import dev.w2s.study.Precision;
import dev.w2s.study.Recipe;
import dev.w2s.tensor.Device;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Tensors;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What only a graphics processor can show; skipped where there is none.
class CudaTrainingTest {
  private static final int ROWS = 22;

  @TempDir private Path folder;

  @BeforeEach
  void needsCuda() {
    assumeTrue(
        Device.of(DeviceChoice.AUTO) == Device.CUDA, "there is no graphics processor to use here");
  }

  @AfterAll
  static void backToTheCpu() {
    Libtorch.start(2);
  }

  @ParameterizedTest
  @EnumSource(Optimiser.class)
  void trainingAgreesWithThatOnTheCpu(Optimiser optimiser) {
    Recipe recipe = recipe(0).toBuilder().optimiser(optimiser).build();
    float[] onCpu = trained(Device.CPU, recipe);
    float[] onCuda = trained(Device.CUDA, recipe);
    assertThat(onCuda).containsExactly(onCpu, within(1e-3f));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void everyPrecisionIsNearFloat32(Precision precision) {
    Recipe recipe = recipe(0);
    float[] exact = trained(Device.CUDA, recipe);
    float[] rounded = trained(Device.CUDA, recipe.toBuilder().precision(precision).build());
    assertThat(rounded).containsExactly(exact, within(.1f));
  }

  @Test
  void sameTrainingGivesTheSameBits() {
    assertThat(trained(Device.CUDA, recipe(.3))).isEqualTo(trained(Device.CUDA, recipe(.3)));
  }

  @Test
  void cancelledItGoesOnToTheSameBits() {
    float[] expected = trained(Device.CUDA, recipe(.3));
    AtomicInteger asked = new AtomicInteger();
    Trainer stopped =
        trainer(recipe(.3))
            .checkpoints(folder, Duration.ofDays(1))
            .cancelledWhen(() -> asked.incrementAndGet() == 4);
    try (Classifier classifier = classifier()) {
      assertThatThrownBy(() -> stopped.train(classifier)).isInstanceOf(CancelledException.class);
    }
    try (Classifier classifier = classifier()) {
      trainer(recipe(.3)).checkpoints(folder, Duration.ofDays(1)).train(classifier);
      assertThat(weights(classifier)).isEqualTo(expected);
    }
  }

  @Test
  void batchesThatDoNotFitAreHalved() {
    float[] expected = trained(Device.CUDA, recipe(0));
    SmallMemory small = new SmallMemory(3, SmallMemory.ON_CUDA);
    try (Classifier classifier = Classifier.fresh(small, 2, 5)) {
      trainer(recipe(0)).train(classifier);
      assertThat(weights(classifier)).containsExactly(expected, within(1e-3f));
      assertThat(small.failures()).isPositive();
    }
  }

  private static float[] trained(Device device, Recipe recipe) {
    Libtorch.start(2, device);
    try (Classifier classifier = classifier()) {
      trainer(recipe).train(classifier);
      return weights(classifier);
    }
  }

  private static Classifier classifier() {
    return Classifier.fresh(new TinyBody(8), 2, 5);
  }

  private static Trainer trainer(Recipe recipe) {
    return Trainer.of(
        new Training(
            TinyBody.rows(ROWS),
            TinyBody.targets(ROWS),
            recipe,
            new Loss.PaperConfidence(.5, .2),
            5,
            Validation.NONE));
  }

  private static Recipe recipe(double dropout) {
    return Recipe.DEFAULT.toBuilder()
        .epochs(2)
        .batch(8)
        .learningRate(1e-2)
        .dropout(dropout)
        .maxTokens(16)
        .build();
  }

  private static float[] weights(Classifier classifier) {
    List<float[]> each = classifier.parameters().all().stream().map(Tensors::toFloats).toList();
    FloatBuffer all = FloatBuffer.allocate(each.stream().mapToInt(values -> values.length).sum());
    each.forEach(all::put);
    return all.array();
  }
}
