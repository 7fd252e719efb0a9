package dev.w2s.train;

import dev.w2s.study.Loss;
import dev.w2s.study.Precision;
import dev.w2s.study.Recipe;
import dev.w2s.study.Stop;
import dev.w2s.tensor.Tensors;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Trainings of [TinyBody] that take no time.
final class TinyTrainings {
  static final int ROWS = 22;
  private static final int TOKENS_AT_ONCE = 24; // two to four micro-batches for each batch of 8

  private TinyTrainings() {}

  static Stream<Loss> losses() {
    return Stream.of(
        new Loss.CrossEntropy(),
        new Loss.PaperConfidence(0.5, 0.2),
        new Loss.OpenAiConfidence(0.5, 0.1),
        new Loss.EarlyLearning(3, 0.7));
  }

  static double distance(float[] left, float[] right) {
    return IntStream.range(0, left.length)
        .mapToDouble(i -> Math.abs(left[i] - right[i]))
        .max()
        .orElseThrow();
  }

  static Trainer trainer(Training training) {
    return Trainer.of(training).tokensAtOnce(TOKENS_AT_ONCE);
  }

  static Classifier classifier(long seed) {
    return Classifier.fresh(new TinyBody(8), 2, seed);
  }

  static Training training(Loss loss, Recipe recipe, long seed) {
    Validation validation = new Validation(TinyBody.rows(40).subList(24, 40), TinyBody.targets(16));
    return new Training(
        TinyBody.rows(ROWS), TinyBody.targets(ROWS), recipe, loss, seed, validation);
  }

  static Recipe recipe(int epochs, double dropout, double learningRate, Stop stop) {
    return Recipe.DEFAULT.toBuilder()
        .epochs(epochs)
        .batch(8)
        .learningRate(learningRate)
        .dropout(dropout)
        .maxTokens(16)
        .stop(stop)
        .build();
  }

  static float[][] predict(Classifier classifier) {
    return Predictor.predict(
        classifier, TinyBody.rows(ROWS), Precision.FLOAT32, Progress.NONE, () -> false);
  }

  static double agreement(Classifier classifier) {
    float[][] predicted =
        Predictor.predict(
            classifier,
            TinyBody.rows(40).subList(24, 40),
            Precision.FLOAT32,
            Progress.NONE,
            () -> false);
    int same = 0;
    for (int i = 0; i < predicted.length; i++) {
      same += predicted[i][i % 2] > 0.5 ? 1 : 0;
    }
    return same / 16.0;
  }

  /// All weights, one after the other.
  static float[] weights(Classifier classifier) {
    List<float[]> each = classifier.parameters().all().stream().map(Tensors::toFloats).toList();
    FloatBuffer all = FloatBuffer.allocate(each.stream().mapToInt(values -> values.length).sum());
    each.forEach(all::put);
    return all.array();
  }
}
